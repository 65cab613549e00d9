/* The terminal. See terminal.h, and https://no-color.org for NO_COLOR: set and not empty means no colours,
 * whatever an option says. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int terminal_is_output(void) {
    return isatty(STDOUT_FILENO);
}

int terminal_colors(int choice) {
    const char *refused = getenv("NO_COLOR");
    const char *kind = getenv("TERM");
    if (choice == COLOR_NEVER || (refused && *refused))
        return 0;
    return choice == COLOR_ALWAYS || (terminal_is_output() && !(kind && strcmp(kind, "dumb") == 0));
}

size_t terminal_width(void) {
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        return size.ws_col;
#endif
    return 0;
}
