/* What the reference sketch uses of PubSubClient 2.8. */
#pragma once
#include "Arduino.h"
#include "WiFi.h"
struct PubSubClient {
    explicit PubSubClient(WiFiClient &client);
    PubSubClient &setServer(const char *host, uint16_t port);
    PubSubClient &setCallback(void (*callback)(char *, uint8_t *, unsigned int));
    PubSubClient &setKeepAlive(uint16_t seconds);
    bool setBufferSize(uint16_t size);
    bool connect(const char *id, const char *user, const char *pass, const char *topic, uint8_t qos, bool retain, const char *will);
    bool publish(const char *topic, const char *payload, bool retained);
    bool subscribe(const char *topic, uint8_t qos);
    bool loop();
};
