/* What the reference sketch uses of the WiFi library. */
#pragma once
#define WL_CONNECTED 3
struct WiFiClient {
    int setNoDelay(bool noDelay);
};
struct WiFiClass {
    int begin(const char *name, const char *password);
    int status();
};
extern WiFiClass WiFi;
