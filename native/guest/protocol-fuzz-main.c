// Drives the fuzzer's target where there is no libFuzzer: every seed as it is, then changed at random from a fixed
// start, so that a failure comes again. No coverage guides it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol.h"

#define ROOM 8192
#define MOST_SEEDS 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t state = 0x9E3779B97F4A7C15;

static size_t any(size_t below) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (size_t)(state % below);
}

// One small change: a byte, a sign of JSON, a piece left out, a piece twice.
static size_t change(uint8_t *bytes, size_t size) {
    static const char signs[] = "{}[]:,\"\\/.0123456789 \t\r\n";
    size_t at = any(size + 1), length = any(size - at + 1);
    switch (any(4)) {
    case 0: if (at < size) bytes[at] = (uint8_t)any(256); return size;
    case 1: if (at < size) bytes[at] = (uint8_t)signs[any(sizeof signs - 1)]; return size;
    case 2: memmove(bytes + at, bytes + at + length, size - at - length); return size - length;
    default:
        if (size + length > ROOM) return size;
        memmove(bytes + at + length, bytes + at, size - at);
        return size + length;
    }
}

int main(int count, char **arguments) {
    static uint8_t seeds[MOST_SEEDS][ROOM];
    size_t sizes[MOST_SEEDS], known = 0;
    long rounds = count > 1 ? atol(arguments[1]) : 0;
    for (int i = 2; i < count && known < MOST_SEEDS; i++, known++) {
        FILE *file = fopen(arguments[i], "rb");
        if (!file) return perror(arguments[i]), 2;
        sizes[known] = fread(seeds[known], 1, ROOM, file);
        fclose(file);
        LLVMFuzzerTestOneInput(seeds[known], sizes[known]);
    }
    if (known == 0 || rounds <= 0) return fputs("protocol-fuzz-plain ROUNDS SEED...\n", stderr), 2;
    for (long round = 0; round < rounds; round++) {
        size_t seed = any(known), size = sizes[seed];
        // Of its very size, so that a read behind its end is seen.
        uint8_t bytes[ROOM], *input;
        memcpy(bytes, seeds[seed], size);
        for (size_t changes = 1 + any(8); changes > 0; changes--) size = change(bytes, size);
        input = malloc(size ? size : 1);
        if (!input) return 2;
        memcpy(input, bytes, size);
        LLVMFuzzerTestOneInput(input, size);
        free(input);
    }
    printf("%ld inputs from %zu seeds\n", rounds, known);
    return 0;
}
