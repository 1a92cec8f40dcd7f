/* Runs the reference sketch on this machine, over the serial line that is its standard input and output. SIGUSR1 presses the button of the
   first light, SIGUSR2 its short button. */
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <poll.h>
#include <unistd.h>

#include "Arduino.h"
#include "Adafruit_NeoPixel.h"

static volatile sig_atomic_t pressed_pin = 0;
static uint32_t pressed_ms = 0;
HardwareSerial Serial;

static uint64_t now_ms() {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
uint32_t millis() { return (uint32_t)now_ms(); }
uint32_t esp_random() { return (uint32_t)now_ms() ^ (uint32_t)getpid() << 16; }
void pinMode(uint8_t, uint8_t) {}
void digitalWrite(uint8_t, uint8_t) {}
void shiftOut(uint8_t, uint8_t, uint8_t, uint8_t) {}
int digitalRead(uint8_t pin) { return pin == pressed_pin && millis() - pressed_ms < 60 ? LOW : HIGH; }
Adafruit_NeoPixel::Adafruit_NeoPixel(uint16_t, int16_t, uint16_t) {}
void Adafruit_NeoPixel::begin() {}
void Adafruit_NeoPixel::show() {}
void Adafruit_NeoPixel::setPixelColor(uint16_t, uint32_t) {}
void HardwareSerial::begin(unsigned long) {}
int HardwareSerial::available() {
    struct pollfd line = {0, POLLIN, 0};
    return poll(&line, 1, 1) == 1 && (line.revents & POLLIN);
}
int HardwareSerial::read() {
    uint8_t byte;
    if (::read(0, &byte, 1) != 1) exit(0);
    return byte;
}
size_t HardwareSerial::write(uint8_t byte) { return ::write(1, &byte, 1) == 1; }

static void onSignal(int signal) {
    pressed_pin = signal == SIGUSR1 ? 32 : 27;
    pressed_ms = millis();
}

void setup();
void loop();
int main() {
    signal(SIGUSR1, onSignal);
    signal(SIGUSR2, onSignal);
    setup();
    for (;;) loop();
}
