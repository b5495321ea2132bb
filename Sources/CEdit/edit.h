// libedit's interface. Its functions of variable arguments, which Swift cannot call, have a fixed form each here.
#include <histedit.h>

typedef int (*vial_edit_read)(EditLine *, wchar_t *);
typedef unsigned char (*vial_edit_command)(EditLine *, int);
typedef char *(*vial_edit_prompt)(EditLine *);

static inline void vial_edit_set_read(EditLine *editor, vial_edit_read read) { el_set(editor, EL_GETCFN, read); }
static inline void vial_edit_set_prompt(EditLine *editor, vial_edit_prompt prompt) { el_set(editor, EL_PROMPT_ESC, prompt, '\1'); }
static inline void vial_edit_set_emacs(EditLine *editor) { el_set(editor, EL_EDITOR, "emacs"); }
static inline void vial_edit_add_command(EditLine *editor, const char *name, const char *help, vial_edit_command command) {
    el_set(editor, EL_ADDFN, name, help, command);
}
static inline void vial_edit_bind(EditLine *editor, const char *keys, const char *command) {
    el_set(editor, EL_BIND, keys, command, NULL);
}
static inline void vial_edit_use_history(EditLine *editor, History *history_list) {
    el_set(editor, EL_HIST, history, history_list);
}
static inline void vial_edit_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }
static inline void vial_history_size(History *list, int count) {
    HistEvent event;
    history(list, &event, H_SETSIZE, count);
    history(list, &event, H_SETUNIQUE, 1);
}
static inline void vial_history_enter(History *list, const char *text) {
    HistEvent event;
    history(list, &event, H_ENTER, text);
}
static inline int vial_history_load(History *list, const char *path) {
    HistEvent event;
    return history(list, &event, H_LOAD, path);
}
static inline int vial_history_save(History *list, const char *path) {
    HistEvent event;
    return history(list, &event, H_SAVE, path);
}
