// The line editor of the REPL: libedit on a thread of its own, since it blocks in the middle of a line. The VM asks for a
// line and hears what happened (a line, the end of input, a wish for completions); what other processes print meanwhile
// is shown above the line that is being typed. It knows nothing of terms: the natives are in TerminalNatives.swift.
import CEdit
import Glibc

final class LineEditor: @unchecked Sendable {
    /// What comes of editing, and of going on after a wish for completions.
    enum Event {
        case line([UInt8])
        case endOfInput
        /// The line was given up, see `cancel`.
        case cancelled
        /// The user asks how the text before the cursor could go on.
        case complete(before: [UInt8])
    }

    private enum Command {
        case edit(prompt: [UInt8])
        case insert([UInt8], listing: [UInt8])
    }

    /// The one editor of the process's terminal. libedit's callbacks find it here: they carry no context of Swift's.
    nonisolated(unsafe) static var shared: LineEditor?

    private var mutex = pthread_mutex_t()
    private var changed = pthread_cond_t()
    private var command: Command?
    private var event: Event?
    /// Between the beginning of a line and its end; output waits for the editor's thread then.
    private var editing = false
    private var cancelled = false
    private var output: [UInt8] = []
    private var entries: [[UInt8]] = []
    private var wake: [Int32] = [-1, -1]

    // What only the editor's thread touches.
    private var editor: OpaquePointer?
    private var history: OpaquePointer?
    private let historyPath: String
    private var prompt: [CChar] = [0]
    private var promptWidth = 0

    private static let historyEntries: Int32 = 1000
    nonisolated(unsafe) private static var savedModes = termios()

    /// `historyPath`: the file that keeps the history between sessions, empty for none.
    init(historyPath: String) {
        self.historyPath = historyPath
        pthread_mutex_init(&mutex, nil)
        pthread_cond_init(&changed, nil)
        _ = wake.withUnsafeMutableBufferPointer { pipe($0.baseAddress) }
        for descriptor in wake { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        for descriptor in wake { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }

    /// Starts the editor's thread. Call once.
    func start() {
        LineEditor.shared = self
        setlocale(LC_CTYPE, "C.UTF-8")
        tcgetattr(0, &LineEditor.savedModes)
        // A process that ends in the middle of a line leaves the terminal as it found it.
        atexit { tcsetattr(0, TCSADRAIN, &LineEditor.savedModes) }
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in
            LineEditor.shared.unsafelyUnwrapped.run()
            return nil
        }, nil)
    }

    // MARK: What other threads call

    /// Lets the user type a line behind a prompt, and waits for what comes of it. One caller at a time.
    func edit(prompt: [UInt8]) -> Event { ask(.edit(prompt: prompt)) }

    /// After `.complete`: inserts text at the cursor and shows a listing above the line, if there is one.
    func insert(_ text: [UInt8], listing: [UInt8]) -> Event { ask(.insert(text, listing: listing)) }

    /// Gives up the line that is being typed. False: none is.
    func cancel() -> Bool {
        locked {
            guard editing else { return false }
            cancelled = true
            wakeUp()
            return true
        }
    }

    /// Prints bytes; above the line that is being typed, if there is one.
    func write(_ bytes: [UInt8]) {
        let later = locked {
            if editing {
                output += bytes
                wakeUp()
            }
            return editing
        }
        if !later { LineEditor.writeAll(bytes) }
    }

    /// Adds an entry, which may have several lines, to the history.
    func remember(_ entry: [UInt8]) { locked { entries.append(entry) } }

    private func ask(_ next: Command) -> Event {
        pthread_mutex_lock(&mutex)
        defer { pthread_mutex_unlock(&mutex) }
        command = next
        pthread_cond_broadcast(&changed)
        while true {
            if let event {
                self.event = nil
                return event
            }
            pthread_cond_wait(&changed, &mutex)
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(&mutex)
        defer { pthread_mutex_unlock(&mutex) }
        return body()
    }

    private func wakeUp() {
        var byte: UInt8 = 0
        _ = Glibc.write(wake[1], &byte, 1)
    }

    // MARK: The editor's thread

    private func run() {
        editor = el_init("vial", stdin, stdout, stderr)
        history = history_init()
        vial_history_size(history, LineEditor.historyEntries)
        if !historyPath.isEmpty { _ = vial_history_load(history, historyPath) }
        vial_edit_set_emacs(editor)
        vial_edit_use_history(editor, history)
        vial_edit_set_prompt(editor) { _ in
            LineEditor.shared.unsafelyUnwrapped.prompt.withUnsafeMutableBufferPointer { $0.baseAddress }
        }
        vial_edit_set_read(editor) { _, character in LineEditor.shared.unsafelyUnwrapped.read(character.unsafelyUnwrapped) }
        vial_edit_add_command(editor, "vial-complete", "Completes the name before the cursor") { _, _ in
            LineEditor.shared.unsafelyUnwrapped.complete()
        }
        vial_edit_bind(editor, "^I", "vial-complete")
        vial_edit_bind(editor, "^R", "em-inc-search-prev")
        vial_edit_bind(editor, "\u{1b}[3~", "ed-delete-next-char")
        vial_edit_bind(editor, "\u{1b}[1;5C", "em-next-word")
        vial_edit_bind(editor, "\u{1b}[1;5D", "ed-prev-word")
        while true {
            guard case .edit(let text) = nextCommand() else { continue }
            locked { editing = true }
            let event = editLine(text)
            let rest = locked {
                editing = false
                cancelled = false
                defer { output = [] }
                return output
            }
            if !rest.isEmpty { LineEditor.writeAll(rest) }
            post(event)
        }
    }

    private func nextCommand() -> Command {
        pthread_mutex_lock(&mutex)
        defer { pthread_mutex_unlock(&mutex) }
        while true {
            if let command {
                self.command = nil
                return command
            }
            pthread_cond_wait(&changed, &mutex)
        }
    }

    private func post(_ next: Event) {
        locked {
            event = next
            pthread_cond_broadcast(&changed)
        }
    }

    private func editLine(_ text: [UInt8]) -> Event {
        let new = locked {
            defer { entries = [] }
            return entries
        }
        for entry in new { entry.withCString { vial_history_enter(history, $0) } }
        if !new.isEmpty { saveHistory() }
        setPrompt(text)
        el_resize(editor)
        var count: Int32 = 0
        guard let line = el_gets(editor, &count), count > 0 else {
            if locked({ cancelled }) {
                LineEditor.writeAll(Array("^C\n".utf8))
                return .cancelled
            }
            LineEditor.writeAll([10])
            return .endOfInput
        }
        return .line(Array(UnsafeRawBufferPointer(start: line, count: strlen(line))))
    }

    private func saveHistory() {
        guard !historyPath.isEmpty else { return }
        let mask = umask(0o077)
        _ = vial_history_save(history, historyPath)
        umask(mask)
    }

    /// What stands before the last line break is printed once; what follows is the prompt, its escapes marked for libedit.
    private func setPrompt(_ text: [UInt8]) {
        var line = text
        if let lineBreak = text.lastIndex(of: 10) {
            LineEditor.writeAll(Array(text[...lineBreak]))
            line = Array(text[(lineBreak + 1)...])
        }
        prompt = []
        promptWidth = 0
        var index = 0
        while index < line.count {
            if line[index] == 0x1b {
                prompt.append(1)
                repeat {
                    prompt.append(CChar(bitPattern: line[index]))
                    index += 1
                } while index < line.count && !(line[index - 1] >= 0x40 && line[index - 1] != 0x5b)
                prompt.append(1)
            } else {
                if line[index] & 0xc0 != 0x80 { promptWidth += 1 }
                prompt.append(CChar(bitPattern: line[index]))
                index += 1
            }
        }
        prompt.append(0)
    }

    /// The next character: waits for the terminal or for other threads' business. 1, 0 at the end, -1 if the line is given up.
    private func read(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
        while true {
            var sources = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: wake[0], events: Int16(POLLIN), revents: 0)]
            if poll(&sources, 2, -1) < 0 {
                if errno == EINTR { continue }
                return -1
            }
            if sources[1].revents != 0 {
                var drained = [UInt8](repeating: 0, count: 64)
                while Glibc.read(wake[0], &drained, 64) > 0 {}
                if locked({ cancelled }) { return -1 }
                showOutput()
            }
            if sources[0].revents != 0 { return readCharacter(character) }
        }
    }

    /// One character of UTF-8; a byte that is none stands for itself.
    private func readCharacter(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
        var byte: UInt8 = 0
        let got = Glibc.read(0, &byte, 1)
        if got <= 0 { return got == 0 ? 0 : -1 }
        let following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0
        var value = UInt32(byte) & (following == 0 ? 0xff : 0x3f >> UInt32(following))
        for _ in 0..<following {
            guard Glibc.read(0, &byte, 1) == 1 else { return -1 }
            value = value << 6 | UInt32(byte & 0x3f)
        }
        character.pointee = wchar_t(bitPattern: value)
        return 1
    }

    private func showOutput() {
        let bytes = locked {
            defer { output = [] }
            return output
        }
        if bytes.isEmpty { return }
        eraseLine()
        LineEditor.writeAll(bytes)
        if bytes.last != 10 { LineEditor.writeAll([10]) }
        vial_edit_refresh(editor)
    }

    /// Erases prompt and line from the screen, wherever in them the cursor is.
    private func eraseLine() {
        var size = winsize()
        let columns = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
        var column = promptWidth
        var rows = 0
        for byte in textBeforeCursor() {
            if byte == 10 {
                rows += column / columns + 1
                column = 0
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        rows += column / columns
        LineEditor.writeAll(Array(("\r" + (rows > 0 ? "\u{1b}[\(rows)A" : "") + "\u{1b}[J").utf8))
    }

    private func textBeforeCursor() -> UnsafeRawBufferPointer {
        guard let info = el_line(editor), let start = info.pointee.buffer, let cursor = info.pointee.cursor else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: start, count: cursor - start)
    }

    private func complete() -> UInt8 {
        post(.complete(before: Array(textBeforeCursor())))
        guard case .insert(let text, let listing) = nextCommand() else { return UInt8(CC_NORM) }
        if text.isEmpty && listing.isEmpty { return UInt8(CC_REFRESH_BEEP) }
        if !listing.isEmpty {
            LineEditor.writeAll([10] + listing)
            if listing.last != 10 { LineEditor.writeAll([10]) }
        }
        text.withCString { _ = el_insertstr(editor, $0) }
        return UInt8(listing.isEmpty ? CC_REFRESH : CC_REDISPLAY)
    }

    private static func writeAll(_ bytes: [UInt8]) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(1, $0.baseAddress.unsafelyUnwrapped + done, bytes.count - done) }
            if count > 0 { done += count } else if errno != EINTR && errno != EAGAIN { return }
        }
    }
}

extension [UInt8] {
    /// The bytes as text of C's, up to the first NUL.
    fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (self + [0]).withUnsafeBufferPointer { $0.withMemoryRebound(to: CChar.self) { body($0.baseAddress.unsafelyUnwrapped) } }
    }
}
