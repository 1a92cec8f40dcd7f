/* What the reference sketch uses of Adafruit_NeoPixel. */
#pragma once
#include <cstdint>
#define NEO_GRB 0x52
#define NEO_KHZ800 0
struct Adafruit_NeoPixel {
    Adafruit_NeoPixel(uint16_t count, int16_t pin, uint16_t type);
    void begin();
    void show();
    void setPixelColor(uint16_t at, uint32_t colour);
};
