// `:prim_tty`, the part that edits lines. Only the executable has it: an embedded machine has no terminal. The contracts:
//
//     open(history_path)        → :ok; starts the line editor, once. An empty path keeps no history between sessions
//     edit_line(prompt)         → event; lets the user type a line behind a prompt
//     complete(text, listing)   → event; after {:complete, _}: inserts text, shows a listing, goes on
//     write(text)               → :ok; prints, above the line that is being typed
//     remember(text)            → :ok; adds an entry to the history
//     cancel()                  → whether a line was being typed, which is given up
//
// An event is {:line, text}, :eof, :cancelled or {:complete, text_before_the_cursor}.
import Bytecode
import Machine

enum TerminalNatives {
    static let rows: [Native] = [
        Native("prim_tty", "open", 1, .control, authority: .standardStreams, "Starts the line editor.") { p, a in
            let p = ProcessPointer(p)
            guard let path = NativeArguments(a)[0].binaryBytes else { return p.badArgument().bits }
            if LineEditor.shared == nil { LineEditor(historyPath: String(decoding: path, as: UTF8.self)).start() }
            return Term(.ok).bits
        },
        Native("prim_tty", "edit_line", 1, .blocking, authority: .standardStreams, "Lets the user type a line.") { p, a in
            let p = ProcessPointer(p)
            guard let editor = LineEditor.shared, let prompt = NativeArguments(a)[0].binaryBytes else { return p.badArgument().bits }
            return p.runBlocking { { value(editor.edit(prompt: prompt)) } }.bits
        },
        Native("prim_tty", "complete", 2, .blocking, authority: .standardStreams, "Goes on after a wish for completions.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let editor = LineEditor.shared, let text = a[0].binaryBytes, let listing = a[1].binaryBytes else { return p.badArgument().bits }
            return p.runBlocking { { value(editor.insert(text, listing: listing)) } }.bits
        },
        Native("prim_tty", "write", 1, .blocking, authority: .standardStreams, "Prints above the line that is being typed.") { p, a in
            let p = ProcessPointer(p)
            guard let editor = LineEditor.shared, let text = NativeArguments(a)[0].binaryBytes else { return p.badArgument().bits }
            return p.runBlocking {
                {
                    editor.write(text)
                    return .atom(.ok)
                }
            }.bits
        },
        Native("prim_tty", "remember", 1, .control, authority: .standardStreams, "Adds an entry to the history.") { p, a in
            let p = ProcessPointer(p)
            guard let editor = LineEditor.shared, let text = NativeArguments(a)[0].binaryBytes else { return p.badArgument().bits }
            editor.remember(text)
            return Term(.ok).bits
        },
        Native("prim_tty", "cancel", 0, .control, authority: .standardStreams, "Gives up the line that is being typed.") { _, _ in
            Term.boolean(LineEditor.shared?.cancel() ?? false).bits
        },
    ]

    private static func value(_ event: LineEditor.Event) -> HostValue {
        switch event {
        case .line(let bytes): .tuple([.name("line"), .bytes(bytes)])
        case .endOfInput: .name("eof")
        case .cancelled: .name("cancelled")
        case .complete(let before): .tuple([.name("complete"), .bytes(before)])
        }
    }
}
