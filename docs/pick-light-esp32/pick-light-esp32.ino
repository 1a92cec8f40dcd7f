// A rail of pick lights on an ESP32, for the pick light protocol, version 1. README.md beside this file says how to wire and load it.
// It does what devices/lights/rail_machine/machine.py does; change both together.

#define RAIL "rail-1"
static const char *const LIGHTS[] = {"A-01", "A-02", "A-03", "A-04"};  // the names of the bins, from left to right
static const int BUTTONS[] = {32, 33, 25, 26};                         // pressed: connected to ground
static const int SHORT_BUTTONS[] = {27, 14, 12, 13};
static const int PIXELS = 4, DISPLAY_DATA = 23, DISPLAY_CLOCK = 18, DISPLAY_LOAD = 5;

#if !defined(PL_MQTT) && !defined(PL_SERIAL)
#define PL_MQTT  // or PL_SERIAL: over the USB port, without any network
#endif
#define WIFI_NAME "warehouse"
#define WIFI_PASSWORD "change me"
#define BROKER "192.168.1.10"
#define BROKER_USER nullptr  // both nullptr where the broker asks for none
#define BROKER_PASSWORD nullptr

#include <Adafruit_NeoPixel.h>
#include <Arduino.h>

#include <initializer_list>
#ifdef PL_MQTT
#include <PubSubClient.h>
#include <WiFi.h>
#endif
#include "pick_light_frame.h"
#include "pick_light_json.h"

static const int COUNT = sizeof LIGHTS / sizeof *LIGHTS;
static const int QUEUE = 16;
static const uint32_t REPEAT_MS = 500, DEBOUNCE_MS = 30;

struct Light {
    char run[65], command[257], colour[65];
    uint64_t epoch;
    uint64_t quantity, sequence;
    uint8_t told, on;
    uint32_t pressed_ms[2];
    uint8_t down[2];
};

struct Press {
    int light;
    uint64_t sequence, quantity;
    char command[257];
    uint8_t is_short;
};

static Light lights[COUNT];
static Press presses[QUEUE];
static int waiting = 0;
static uint32_t said_ms = 0;
static char boot[9], run_now[65], run_before[65], body[PL_BODY_MAX];
static Adafruit_NeoPixel pixels(COUNT, PIXELS, NEO_GRB + NEO_KHZ800);

static void send(char type, int light, const char *topic, bool retained);

// ---- what a person sees

// Two digits of a chain of MAX7219 drivers for each light, four lights to a driver (its datasheet, tables 1 to 5).
static void displaySend(uint8_t address, const uint8_t *value) {
    digitalWrite(DISPLAY_LOAD, LOW);
    for (int driver = (COUNT - 1) / 4; driver >= 0; driver--) {
        shiftOut(DISPLAY_DATA, DISPLAY_CLOCK, MSBFIRST, address);
        shiftOut(DISPLAY_DATA, DISPLAY_CLOCK, MSBFIRST, value[driver]);
    }
    digitalWrite(DISPLAY_LOAD, HIGH);
}

static void display() {
    uint8_t digits[8][(COUNT + 3) / 4];
    memset(digits, 15, sizeof digits);  // code B: 15 is blank
    for (int at = 0; at < COUNT; at++) {
        const Light &light = lights[at];
        if (!light.on || !light.quantity) continue;
        uint64_t number = light.quantity > 99 ? 99 : light.quantity;
        digits[at % 4 * 2][at / 4] = number > 9 ? (uint8_t)(number / 10) : 15;
        digits[at % 4 * 2 + 1][at / 4] = (uint8_t)(number % 10);
    }
    for (uint8_t digit = 0; digit < 8; digit++) displaySend(digit + 1, digits[digit]);
    for (int at = 0; at < COUNT; at++) {
        const char *colour = lights[at].colour;
        uint32_t sign = 0xFFFFFF;
        if (!strcmp(colour, "green")) sign = 0x00FF00;
        if (!strcmp(colour, "blue")) sign = 0x0000FF;
        if (!strcmp(colour, "amber")) sign = 0xFF7000;
        if (!strcmp(colour, "violet")) sign = 0x9000FF;
        pixels.setPixelColor((uint16_t)at, lights[at].on ? sign : 0);
    }
    pixels.show();
}

static void displayBegin() {
    for (int pin : {DISPLAY_DATA, DISPLAY_CLOCK, DISPLAY_LOAD}) pinMode(pin, OUTPUT);
    static const uint8_t settings[][2] = {{15, 0}, {12, 1}, {11, 7}, {9, 255}, {10, 4}};  // no test, on, 8 digits, code B, brightness
    for (auto &setting : settings) {
        uint8_t value[(COUNT + 3) / 4];
        memset(value, setting[1], sizeof value);
        displaySend(setting[0], value);
    }
    pixels.begin();
    display();
}

// ---- the rules

static char *addNumber(char *end, const char *key, uint64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    return pl_add(pl_add(end, body + sizeof body, key), body + sizeof body, digits);
}

static char *addText(char *end, const char *key, const char *text) {
    return pl_quote(pl_add(end, body + sizeof body, key), body + sizeof body, text);
}

static void sayBirth() {
    char *end = addText(body, "{\"boot\":", boot);
    end = pl_add(end, body + sizeof body, ",\"online\":true,\"lights\":");
    for (int at = 0; at < COUNT; at++) end = addText(end, at ? "," : "[", LIGHTS[at]);
    end = addText(end, "],\"firmware\":", "esp32 1");
    pl_add(end, body + sizeof body, "}");
    send('B', -1, nullptr, true);
}

static void sayShown(int at) {
    const Light &light = lights[at];
    char *end = addText(body, "{\"boot\":", boot);
    end = addText(end, ",\"run\":", light.run);
    end = addText(end, ",\"light\":", LIGHTS[at]);
    end = addNumber(end, ",\"epoch\":", light.epoch);
    end = addText(end, ",\"command\":", light.command);
    end = pl_add(end, body + sizeof body, light.on ? ",\"on\":true" : ",\"on\":false");
    end = addText(end, ",\"colour\":", light.colour);
    pl_add(addNumber(end, ",\"quantity\":", light.quantity), body + sizeof body, "}");
    send('S', at, "shown", true);
}

// The oldest press that nobody heard; the others wait for it.
static void sayPress() {
    said_ms = millis();
    if (!waiting) return;
    const Press &press = presses[0];
    char *end = addText(body, "{\"boot\":", boot);
    end = addText(end, ",\"light\":", LIGHTS[press.light]);
    end = addNumber(end, ",\"sequence\":", press.sequence);
    end = addText(end, ",\"command\":", press.command);
    end = addNumber(end, ",\"quantity\":", press.quantity);
    pl_add(end, body + sizeof body, press.is_short ? ",\"short\":true}" : ",\"short\":false}");
    send('P', press.light, "press", false);
}

static void arrive() {
    sayBirth();
    for (int at = 0; at < COUNT; at++)
        if (lights[at].told) sayShown(at);
    sayPress();
}

static int lightCalled(const char *name) {
    for (int at = 0; at < COUNT; at++)
        if (!strcmp(LIGHTS[at], name)) return at;
    return -1;
}

static void hearWanted(const char *said) {
    static Light wanted;
    char name[257];
    memset(&wanted, 0, sizeof wanted);
    if (!pl_text(said, "run", wanted.run, sizeof wanted.run) || !pl_text(said, "light", name, sizeof name) ||
        !pl_text(said, "command", wanted.command, sizeof wanted.command) || !pl_text(said, "colour", wanted.colour, sizeof wanted.colour) ||
        !pl_number(said, "epoch", &wanted.epoch) || !pl_number(said, "quantity", &wanted.quantity) || !pl_truth(said, "on", &wanted.on))
        return;
    int at = lightCalled(name);
    if (at < 0) return;  // the box asks for no light that the birth does not name
    Light &light = lights[at];
    bool late = !strcmp(wanted.run, run_before) || (light.told && !strcmp(wanted.run, light.run) && wanted.epoch < light.epoch);
    if (!late) {
        if (strcmp(wanted.run, run_now)) {
            strcpy(run_before, run_now);
            strcpy(run_now, wanted.run);
        }
        strcpy(light.run, wanted.run);
        strcpy(light.command, wanted.command);
        strcpy(light.colour, wanted.colour);
        light.epoch = wanted.epoch;
        light.quantity = wanted.quantity;
        light.on = wanted.on;
        light.told = 1;
        display();
    }
    if (light.told) sayShown(at);
}

static void hearHeard(const char *said) {
    char name[257], of_boot[65];
    uint64_t sequence;
    if (!waiting || !pl_text(said, "light", name, sizeof name) || !pl_text(said, "boot", of_boot, sizeof of_boot) ||
        !pl_number(said, "sequence", &sequence))
        return;
    if (strcmp(of_boot, boot) || strcmp(name, LIGHTS[presses[0].light]) || sequence != presses[0].sequence) return;
    memmove(presses, presses + 1, sizeof *presses * (size_t)--waiting);
    sayPress();
}

static void press(int at, bool is_short) {
    Light &light = lights[at];
    if (!light.on || waiting == QUEUE) return;
    Press &press = presses[waiting++];
    press.light = at;
    press.sequence = ++light.sequence;
    press.quantity = is_short ? 0 : light.quantity;  // without keys for a number, the short button says that nothing was there
    press.is_short = is_short;
    strcpy(press.command, light.command);
    if (waiting == 1) sayPress();
}

static void watchButtons() {
    for (int at = 0; at < COUNT; at++)
        for (int which = 0; which < 2; which++) {
            Light &light = lights[at];
            uint8_t down = digitalRead(which ? SHORT_BUTTONS[at] : BUTTONS[at]) == LOW;
            if (down == light.down[which] || millis() - light.pressed_ms[which] < DEBOUNCE_MS) continue;
            light.down[which] = down;
            light.pressed_ms[which] = millis();
            if (down) press(at, which);
        }
}

// ---- the wire
#ifdef PL_MQTT
static WiFiClient network;
static PubSubClient mqtt(network);

static char *escape(char *end, const char *name) {
    for (; *name; name++) {
        uint8_t sign = (uint8_t)*name;
        if (isalnum(sign) || strchr("-._~", sign))
            *end++ = (char)sign;
        else
            end += snprintf(end, 4, "%%%02X", sign);
    }
    *end = 0;
    return end;
}

static const char *topicOf(int light, const char *what) {
    static char topic[512];
    char *end = escape(topic + snprintf(topic, sizeof topic, "pmp/1/"), RAIL);
    end += snprintf(end, 8, light < 0 ? "/" : "/light/");
    if (light >= 0) end = escape(end, LIGHTS[light]), *end++ = '/';
    strcpy(end, what);
    return topic;
}

static void send(char, int light, const char *what, bool retained) { mqtt.publish(topicOf(light, what ? what : "birth"), body, retained); }

static void hear(char *topic, uint8_t *said, unsigned int length) {
    static char text[PL_BODY_MAX + 1];
    if (length > PL_BODY_MAX) return;
    memcpy(text, said, length);
    text[length] = 0;
    uint8_t online;
    const char *what = strrchr(topic, '/') + 1;
    if (!strcmp(what, "wanted")) hearWanted(text);
    if (!strcmp(what, "heard")) hearHeard(text);
    if (!strcmp(what, "birth") && pl_truth(text, "online", &online) && !online) sayBirth();  // a last will that came late
}

static void wireBegin() {
    WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
    mqtt.setServer(BROKER, 1883);
    mqtt.setKeepAlive(5);
    mqtt.setBufferSize(PL_BODY_MAX + 512);
    mqtt.setCallback(hear);
}

static void wireLoop() {
    static uint32_t tried_ms = 0;
    if (mqtt.loop() || WiFi.status() != WL_CONNECTED || millis() - tried_ms < 1000) return;
    tried_ms = millis();
    char will[80], id[80];
    snprintf(will, sizeof will, "{\"boot\":\"%s\",\"online\":false}", boot);
    snprintf(id, sizeof id, "rail-%s", boot);
    if (!mqtt.connect(id, BROKER_USER, BROKER_PASSWORD, topicOf(-1, "birth"), 1, true, will)) return;
    network.setNoDelay(true);
    char filter[256], rail[200];
    escape(rail, RAIL);
    mqtt.subscribe(topicOf(-1, "birth"), 1);
    for (const char *what : {"wanted", "heard"}) {
        snprintf(filter, sizeof filter, "pmp/1/%s/light/+/%s", rail, what);
        mqtt.subscribe(filter, 1);
    }
    arrive();
}
#else
static void put(uint8_t byte) { Serial.write(byte); }

static void send(char type, int, const char *, bool) { pl_send((uint8_t)type, body, strlen(body), put); }

static void wireBegin() {
    Serial.begin(115200);
    arrive();
}

static void wireLoop() {
    static struct pl_reader reader;
    uint8_t type;
    while (Serial.available()) {
        const char *said = pl_take(&reader, (uint8_t)Serial.read(), &type);
        if (!said) continue;
        if (type == 'H') arrive();
        if (type == '?') pl_add(addText(body, "{\"boot\":", boot), body + sizeof body, "}"), send('!', -1, nullptr, false);
        if (type == 'W') hearWanted(said);
        if (type == 'A') hearHeard(said);
    }
}
#endif

void setup() {
    snprintf(boot, sizeof boot, "%08lx", (unsigned long)esp_random());
    for (int at = 0; at < COUNT; at++)
        for (int pin : {BUTTONS[at], SHORT_BUTTONS[at]}) pinMode(pin, INPUT_PULLUP);
    displayBegin();
    wireBegin();
}

void loop() {
    wireLoop();
    watchButtons();
    if (waiting && millis() - said_ms >= REPEAT_MS) sayPress();
}
