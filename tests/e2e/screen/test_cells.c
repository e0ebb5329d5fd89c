/* No cell is drawn outside its pane: random sizes, with every pane, screen, prompt and dialog
 * open, on data that has letters of its own for each pane and is long, wide, combining or written
 * from right to left.  The seed is printed; CFQTOP_TEST_SEED repeats a run.
 *
 * Where everything has to stand is worked out by ui/view/frame.h, which is tested by itself. */
#include "base/memory/array.h"
#include "base/memory/buf.h"
#include "tests/harness/inspect.h"
#include "ui/view/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_ROWS = 64, MAX_COLS = 220, SIZES = 24 };

/* Colours of roles.def: the background of the header and that of dialogs are nobody else's. */
enum { BG_HEADER = 236, BG_DIALOG = 237, BG_SELECTED = 24, FG_VEIL = 242 };

/* Whose a cell is. */
enum owner {
    NOBODY,
    HEADER,
    QUEUES,
    MESSAGES,
    BODY,
    TITLE_OF_QUEUES,
    TITLE_OF_MESSAGES,
    TITLE_OF_BODY,
    STRIP,
    GROUP,
    FACTS,
    ATTEMPTS,
    FIELDS,
    CALLS,
    DIVIDER,
    OVERLAY,
    FOOTER,
    OWNERS
};
#define OF(owner) (1u << (owner))

/* What stands only where it may: the letters that the data of one kind is made of, and the lines
 * between panes. */
static const struct mark {
    const char *name;
    const char *letters; /* separated by blanks */
    unsigned owners;
} marks[] = {
    {"a queue's name", "Ж の א 🐘",
     OF(QUEUES) | OF(TITLE_OF_QUEUES) | OF(TITLE_OF_MESSAGES) | OF(STRIP) | OF(FACTS) |
         OF(ATTEMPTS) | OF(CALLS) | OF(OVERLAY) | OF(FOOTER)},
    {"a message's body", "Ю ン ב 🦊", OF(MESSAGES) | OF(BODY) | OF(GROUP)},
    {"a message's metadata", "Щ ス ג 🐙", OF(FIELDS) | OF(OVERLAY)},
    {"a consumer's name", "Ы カ ד 🐝", OF(FACTS) | OF(OVERLAY)},
    {"the line between columns", "│", OF(DIVIDER) | OF(STRIP)},
    {"the graph", "▁ ▂ ▃ ▄ ▅ ▇ █ ⢀ ⢠ ⢰ ⢸ ⡀ ⡄ ⡆ ⡇ ⣀ ⣤ ⣶ ⣿ ┤ ┼ ┬",
     OF(STRIP) | OF(QUEUES) | OF(GROUP)},
};
enum { MARKS = ARRAY_LEN(marks), N_QUEUES = 30, N_MESSAGES = 30 };

static int seen[MARKS];

struct scene {
    const char *name;
    const char *keys, *ready;
    enum pane focus;
    bool zoom, covered;
    size_t n_groups; /* 0: messages are shown */
};

static const struct scene scenes[] = {
    {"queues", "1", "━ 1 Queues", PANE_QUEUES, false, false, 0},
    {"messages", "2", "━ 2 Messages", PANE_MESSAGES, false, false, 0},
    {"groups", "2 %", "━ 2 Groups 1 ", PANE_MESSAGES, false, false, 1},
    {"groups alone", "2 % f", "━ 2 Groups 1 ", PANE_MESSAGES, true, false, 1},
    {"body", "3", "━ 3 Body", PANE_BODY, false, false, 0},
    {"body unwrapped", "3 w l", "━ 3 Body", PANE_BODY, false, false, 0},
    {"queues alone", "1 f", "━ 1 Queues", PANE_QUEUES, true, false, 0},
    {"body alone", "2 Enter", "━ 3 Body", PANE_BODY, true, false, 0},
    {"help", "?", "━ Help", PANE_MESSAGES, false, true, 0},
    {"describe", "d", "━ Describe", PANE_MESSAGES, false, true, 0},
    {"fields", "i", "━ All fields", PANE_MESSAGES, false, true, 0},
    {"journal", "!", "━ Calls ·", PANE_MESSAGES, false, true, 0},
    {"sort menu", "1 s", "Sort queues by", PANE_QUEUES, false, false, 0},
    {"copy menu", "y", " Copy ", PANE_MESSAGES, false, false, 0},
    {"menu of actions", "F9", "Keys that change the server", PANE_MESSAGES, false, false, 0},
    {"pull", "P", "Enter pulls", PANE_MESSAGES, false, false, 0},
    {"acknowledge", "v G v A", "Enter alone or Esc cancels", PANE_MESSAGES, false, false, 0},
    {"retry", "R", "y retries", PANE_MESSAGES, false, false, 0},
    {"quit", "1 q", "y quits", PANE_QUEUES, false, false, 0},
    {"filter", "1 / text:!z", "^ /!z", PANE_QUEUES, false, false, 0},
    {"command line", "2 : text:s Tab", "^ :s[a-z]+", PANE_MESSAGES, false, false, 0},
    {"search", "3 / text:ThisIsLongerThanAnyNarrowScreenCouldShow", "^ /This", PANE_BODY, false,
     false, 0},
};

static uint64_t seed;

static int next_random(int n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((unsigned)(seed >> 33) % (unsigned)n);
}

/* n letters of a mark, some with an accent on them, some apart. */
static void add_text(struct buf *b, const struct mark *m, int n)
{
    const char *letters[8];
    char copy[64], *rest = copy;
    int count = 0;

    snprintf(copy, sizeof(copy), "%s", m->letters);
    while ((letters[count] = strtok_r(count ? NULL : copy, " ", &rest)) != NULL)
        count++;
    for (int i = 0; i < n; i++) {
        buf_append_str(b, letters[next_random(count)]);
        if (next_random(6) == 0)
            buf_append_str(b, "\\u0301");
        if (next_random(12) == 0)
            buf_append_byte(b, ' ');
    }
}

static void add_messages(struct buf *b)
{
    for (int i = 0; i < N_QUEUES; i++) {
        buf_print(b, "%s{\"content_type\":\"%s\",\"metadata\":{\"CF-Content-Type\":\"%s\",\"",
                  i ? "," : "", i % 3 ? "text" : "json", i % 3 ? "text" : "json");
        add_text(b, &marks[2], 1 + next_random(20));
        buf_append_str(b, "\":\"");
        add_text(b, &marks[2], next_random(150));
        buf_append_str(b, i % 3 ? "\"},\"body\":\"" : "\"},\"body\":[\"");
        for (int line = 0; line < 20; line++) {
            add_text(b, &marks[1], next_random(200));
            buf_append_str(b, i % 3 ? "\\n" : "\",\"");
        }
        buf_append_str(b, i % 3 ? "\"}" : "\"]}");
    }
}

/* The first queue by name has it all; its name begins with what sorts first. */
static char *make_account(void)
{
    struct buf b;

    buf_init(&b, 1 << 22);
    buf_append_str(&b, "{\"reset\":true,\"queues\":[");
    for (int i = 0; i < N_MESSAGES; i++) {
        buf_print(&b, "%s{\"name\":\"%02d", i ? "," : "", i);
        add_text(&b, &marks[0], 1 + next_random(120));
        buf_append_str(&b, "\"");
        if (i == 0) {
            buf_append_str(&b, ",\"consumers\":[{\"type\":\"http_pull\",\"settings\":"
                               "{\"max_retries\":9}},{\"type\":\"worker\",\"script_name\":\"");
            add_text(&b, &marks[3], 100);
            buf_append_str(&b, "\"}],\"messages\":[");
            add_messages(&b);
            buf_append_str(&b, "]");
        } else if (i < 6) {
            buf_append_str(&b, ",\"consumers\":[{\"type\":\"worker\",\"script_name\":\"");
            add_text(&b, &marks[3], 100);
            buf_append_str(&b, "\"}]");
        }
        buf_append_str(&b, "}");
    }
    buf_append_str(&b, "]}");
    return buf_take(&b);
}

/* The screen as it should be and as it is. */
struct check {
    struct term *t;
    const struct scene *scene;
    int rows, cols;
    struct frame frame;
    struct rect dialog; /* lies over all else */
    unsigned char owner[MAX_ROWS][MAX_COLS];
};

static void own(struct check *c, struct rect r, enum owner owner)
{
    for (int y = r.row; y < r.row + r.rows; y++)
        memset(&c->owner[y][r.col], (int)owner, (size_t)r.cols);
}

static void own_all(struct check *c)
{
    const struct frame *f = &c->frame;

    memset(c->owner, NOBODY, sizeof(c->owner));
    own(c, f->header, HEADER);
    for (int i = 0; i < PANE_COUNT; i++) {
        own(c, f->panes[i], (enum owner)(TITLE_OF_QUEUES + i));
        own(c, frame_rows(f, (enum pane)i), (enum owner)(QUEUES + i));
    }
    own(c, f->strip, STRIP);
    own(c, f->group, GROUP);
    own(c, f->facts, FACTS);
    own(c, f->attempts, ATTEMPTS);
    own(c, f->fields, FIELDS);
    own(c, f->calls, CALLS);
    own(c, f->divider, DIVIDER);
    own(c, f->screen, OVERLAY);
    own(c, f->footer, FOOTER);
}

_Noreturn static void fail_at(const struct check *c, int row, int col, const char *what)
{
    char why[200];

    snprintf(why, sizeof(why), "%s at %dx%d: %s in row %d, column %d", c->scene->name, c->cols,
             c->rows, what, row, col);
    term_fail(c->t, why);
}

/* index -1: the terminal's own.  The right half of a wide character has none. */
static bool has_background(const struct check *c, int row, int col, int index)
{
    struct screen_cell cell = term_cell(c->t, row, col);

    if (cell.width == 0)
        return false;
    return index < 0 ? cell.bg.kind == SCREEN_COLOUR_DEFAULT
                     : cell.bg.kind == SCREEN_COLOUR_INDEX && cell.bg.index == index;
}

static bool is_in(struct rect r, int row, int col)
{
    return row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols;
}

static const char *find_glyph(const struct check *c, int row, int col)
{
    static char text[32];

    snprintf(text, sizeof(text), "%s", term_cell(c->t, row, col).utf8);
    return text;
}

/* All of the row from left to right has the background of a selected row. */
static bool is_selected(const struct check *c, int row, int left, int right)
{
    for (int x = left; x <= right; x++)
        if (term_cell(c->t, row, x).width > 0 && !has_background(c, row, x, BG_SELECTED))
            return false;
    return row >= 0 && row < c->rows;
}

/* The dialog is where its background is; it has no holes.  Its selected row may be the outermost
 * when it has no frame. */
static void find_dialog(struct check *c)
{
    int top = c->rows, left = c->cols, bottom = -1, right = -1;

    for (int y = 0; y < c->rows; y++)
        for (int x = 0; x < c->cols; x++) {
            if (!has_background(c, y, x, BG_DIALOG))
                continue;
            top = y < top ? y : top;
            bottom = y;
            left = x < left ? x : left;
            right = x > right ? x : right;
        }
    if (bottom < 0)
        return;
    if (strcmp(find_glyph(c, top, left), "┏") != 0) {
        top -= is_selected(c, top - 1, left, right);
        bottom += is_selected(c, bottom + 1, left, right);
    }
    c->dialog = rect_make(top, left, bottom - top + 1, right - left + 1);
    for (int y = top; y <= bottom; y++)
        for (int x = left; x <= right; x++)
            if (has_background(c, y, x, -1))
                fail_at(c, y, x, "a hole in the dialog");
}

/* What stands above a prompt looks like a dialog, and has none. */
static bool has_frame(const struct check *c)
{
    struct rect d = c->dialog;

    return !rect_is_empty(d) && !strcmp(find_glyph(c, d.row, d.col), "┏");
}

/* A dialog with a frame has all four sides of it. */
static void check_box(const struct check *c)
{
    struct rect d = c->dialog;
    int bottom = d.row + d.rows - 1, right = d.col + d.cols - 1;

    if (!has_frame(c))
        return;
    for (int y = d.row + 1; y < bottom; y++)
        if (strcmp(find_glyph(c, y, d.col), "┃") || strcmp(find_glyph(c, y, right), "┃"))
            fail_at(c, y, right, "a gap in the dialog's frame");
    for (int x = d.col + 1; x < right; x++)
        if (strcmp(find_glyph(c, bottom, x), "━") != 0)
            fail_at(c, bottom, x, "a gap in the dialog's frame");
    if (strcmp(find_glyph(c, d.row, right), "┓") || strcmp(find_glyph(c, bottom, right), "┛"))
        fail_at(c, bottom, right, "a corner of the dialog is not there");
}

/* Both ends of a title row are rule; heavy where the focus is. */
static void check_title(const struct check *c, struct rect r, bool focused)
{
    const char *rule = focused ? "━" : "─";
    int ends[] = {r.col, r.col + r.cols - 1};

    /* Beside a wide dialog is nothing. */
    if (rect_is_empty(r) || c->frame.bare ||
        (c->dialog.cols > c->cols * 3 / 4 && is_in(c->dialog, r.row, c->dialog.col)))
        return;
    for (int i = 0; i < 2; i++)
        if (!is_in(c->dialog, r.row, ends[i]) && strcmp(find_glyph(c, r.row, ends[i]), rule) != 0)
            fail_at(c, r.row, ends[i], "no rule at the end of a title");
}

static void check_titles(const struct check *c)
{
    const struct frame *f = &c->frame;
    struct rect quiet[] = {f->strip, f->facts, f->attempts, f->fields, f->calls};

    for (int i = 0; i < PANE_COUNT; i++)
        check_title(c, f->panes[i], (enum pane)i == c->scene->focus);
    for (size_t i = 0; i < ARRAY_LEN(quiet); i++)
        check_title(c, quiet[i], false);
    check_title(c, f->screen, true);
}

/* The cursor is in a dialog or in the last row, where prompts are. */
static void check_cursor(const struct check *c)
{
    struct screen_point at = term_cursor(c->t);

    if (term_is_cursor_visible(c->t) && at.row != c->rows - 1 && !is_in(c->dialog, at.row, at.col))
        fail_at(c, at.row, at.col, "the cursor is outside dialog and footer");
}

static int find_mark(const char *utf8)
{
    for (int i = 0; i < MARKS; i++)
        for (const char *l = marks[i].letters; *l; l += strcspn(l, " "), l += *l == ' ')
            if (!strncmp(utf8, l, strcspn(l, " ")))
                return i;
    return -1;
}

/* The sign of the selected row stands at the edge of its list.  On a screen of one row a menu is no
 * more than its selected row. */
static bool is_stray_marker(const struct check *c, const char *utf8, enum owner owner, int x)
{
    return c->rows > 1 && (owner == QUEUES || owner == MESSAGES) && !strcmp(utf8, ">") &&
           x != c->frame.panes[owner - QUEUES].col;
}

static void check_cell(const struct check *c, int y, int x)
{
    struct screen_cell cell = term_cell(c->t, y, x);
    enum owner owner = (enum owner)c->owner[y][x];
    int mark = find_mark(cell.utf8);

    if (mark >= 0 && !(marks[mark].owners & OF(owner)))
        fail_at(c, y, x, marks[mark].name);
    if (mark >= 0)
        seen[mark]++;
    if (is_stray_marker(c, cell.utf8, owner, x))
        fail_at(c, y, x, "the sign of the selected row");
    if (owner == DIVIDER && strcmp(cell.utf8, "│") != 0)
        fail_at(c, y, x, "a gap in the line between columns");
    if (owner != HEADER && has_background(c, y, x, BG_HEADER))
        fail_at(c, y, x, "the header");
    if (has_frame(c) && !is_in(c->dialog, y, x) && owner != HEADER && owner != FOOTER &&
        (unsigned char)cell.utf8[0] > ' ' && cell.fg.index != FG_VEIL)
        fail_at(c, y, x, "no veil behind the dialog");
    if (owner == HEADER && has_background(c, y, x, -1))
        fail_at(c, y, x, "a hole in the header");
    if (cell.width == 2 && (x + 1 == c->cols || c->owner[y][x + 1] != owner))
        fail_at(c, y, x, "half a wide character across an edge");
}

static void check_screen(struct term *t, const struct scene *scene, int cols, int rows)
{
    static struct check c;

    c = (struct check){.t = t, .scene = scene, .rows = rows, .cols = cols};
    c.frame = frame_make(rect_make(0, 0, rows, cols), scene->focus,
                         scene->covered ? FRAME_SCREEN
                         : scene->zoom  ? FRAME_ZOOMED
                                        : FRAME_PANES,
                         (struct frame_lists){N_QUEUES, scene->n_groups ? SIZE_MAX : N_MESSAGES});
    if (scene->n_groups)
        frame_add_group(&c.frame, scene->focus, scene->n_groups);
    own_all(&c);
    find_dialog(&c);
    check_box(&c);
    check_titles(&c);
    check_cursor(&c);
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < cols; x++)
            if (!is_in(c.dialog, y, x))
                check_cell(&c, y, x);
}

/* Small ones more often than large ones: there the edges are near. */
static void choose_size(int n, int *cols, int *rows)
{
    static const int limits[][2] = {{8, 6}, {40, 14}, {100, 34}, {MAX_COLS, MAX_ROWS}};

    *cols = 1 + next_random(limits[n % 4][0]);
    *rows = 1 + next_random(limits[n % 4][1]);
    if (n == 0) { /* once all is in sight */
        *cols = MAX_COLS;
        *rows = MAX_ROWS;
    }
}

static void check_scene(struct inspect *i, const struct scene *scene)
{
    int cols, rows;

    inspect_start_term(
        i, &(struct inspect_options){.args = (const char *[]){"-i", "1h", "-t", "1h", NULL}});
    term_wait_text(i->term, "━ 1 Queues .*30[ ,]");
    term_keys(i->term, "P");
    term_wait_text(i->term, "Enter pulls");
    term_keys(i->term, "Enter");
    term_wait_text(i->term, "━ 2 Messages .* PULLED 10");
    term_keys(i->term, "p");
    term_wait_text(i->term, "━ 2 Messages .* PULLED 10.* peeked");
    term_keys(i->term, scene->keys);
    term_wait_text(i->term, scene->ready);
    for (int n = 0; n < SIZES; n++) {
        choose_size(n, &cols, &rows);
        term_resize(i->term, cols, rows);
        term_settle(i->term);
        check_screen(i->term, scene, cols, rows);
    }
    term_assert_clean_output(i->term);
    term_stop(i->term);
    i->term = NULL;
}

static void no_cell_is_drawn_outside_its_pane(void **state)
{
    const char *given = getenv("CFQTOP_TEST_SEED");
    struct inspect i = {.sim = sim_start(NULL)};

    (void)state;
    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("CFQTOP_TEST_SEED=%llu\n", (unsigned long long)seed);
    for (size_t k = 0; k < ARRAY_LEN(scenes); k++) {
        char *account = make_account();

        sim_seed(i.sim, account);
        free(account);
        check_scene(&i, &scenes[k]);
    }
    for (int k = 0; k < MARKS; k++)
        if (!seen[k])
            fail_msg("%s was never seen", marks[k].name);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_cell_is_drawn_outside_its_pane, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
