/* What the reference sketch uses of the Arduino core for the ESP32: declarations only, for a compiler that checks and links nothing. */
#pragma once
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstring>

#define LOW 0
#define HIGH 1
#define OUTPUT 3
#define INPUT_PULLUP 5
#define MSBFIRST 1
void pinMode(uint8_t pin, uint8_t mode);
int digitalRead(uint8_t pin);
void digitalWrite(uint8_t pin, uint8_t value);
void shiftOut(uint8_t data, uint8_t clock, uint8_t order, uint8_t value);
uint32_t millis();
uint32_t esp_random();
struct HardwareSerial {
    void begin(unsigned long baud);
    int available();
    int read();
    size_t write(uint8_t byte);
};
extern HardwareSerial Serial;
