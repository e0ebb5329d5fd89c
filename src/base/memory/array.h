/* How many elements an array has; for an array only, never for a pointer. */
#pragma once

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
