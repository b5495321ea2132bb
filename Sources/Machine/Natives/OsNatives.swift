// `:os`: environment, process number and kind of the host. Clocks are in ProcessClockNatives.swift, commands and signals
// in the language.
import Bytecode
import Glibc

enum OsNatives {
    static let rows: [Native] = [
        Native("os", "getenv", 0, .ordinary, authority: .environment, "All variables of the environment as NAME=VALUE.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(p.machine.data.host.variables.map { text(p, "\($0.name)=\($0.value)") }).bits
        },
        Native("os", "env", 0, .ordinary, authority: .environment, "All variables of the environment as {name, value}.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(p.machine.data.host.variables.map { p.tuple(text(p, $0.name), text(p, $0.value)) }).bits
        },
        Native("os", "getenv", 1, .ordinary, authority: .environment, "The value of a variable, or false.") { p, a in
            let p = ProcessPointer(p)
            guard let name = variableName(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            return (p.machine.data.host.variable(name).map { text(p, $0) } ?? Term(.false)).bits
        },
        Native("os", "getenv", 2, .ordinary, authority: .environment, "The value of a variable, or a default.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let name = variableName(p, a[0]) else { return p.badArgument().bits }
            return (p.machine.data.host.variable(name).map { text(p, $0) } ?? a[1]).bits
        },
        Native("os", "putenv", 2, .ordinary, authority: .environment, "Sets a variable.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let name = variableName(p, a[0]), let value = p.hostText(a[1]) else { return p.badArgument().bits }
            p.machine.data.host.setVariable(name, String(decoding: value, as: UTF8.self))
            return Term(.true).bits
        },
        Native("os", "unsetenv", 1, .ordinary, authority: .environment, "Removes a variable.") { p, a in
            let p = ProcessPointer(p)
            guard let name = variableName(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            p.machine.data.host.setVariable(name, nil)
            return Term(.true).bits
        },
        Native("os", "getpid", 0, .ordinary, "The number of the host's process, as text.") { p, _ in
            text(ProcessPointer(p), "\(getpid())").bits
        },
        Native("os", "type", 0, .ordinary, "{:unix, name} of the host.") { p, _ in
            let p = ProcessPointer(p)
            #if os(macOS)
            return p.tuple(p.machine.atoms.term("unix"), p.machine.atoms.term("darwin")).bits
            #else
            return p.tuple(p.machine.atoms.term("unix"), p.machine.atoms.term("linux")).bits
            #endif
        },
        Native("os", "version", 0, .ordinary, "{major, minor, release} of the host's kernel.") { p, _ in
            let p = ProcessPointer(p)
            var name = utsname()
            guard uname(&name) == 0 else { return p.tuple([Term](repeating: Term(small: 0), count: 3)).bits }
            let release = withUnsafeBytes(of: &name.release) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            let numbers = release.split { !$0.isNumber }.prefix(3).map { Term(small: Int($0) ?? 0) }
            return p.tuple(numbers + [Term](repeating: Term(small: 0), count: 3 - numbers.count)).bits
        },
        Native("os", "find_executable", 1, .ordinary, authority: .subprocesses, "The path of a program, sought in PATH, or false.") { p, a in
            let p = ProcessPointer(p)
            return findExecutable(p, NativeArguments(a)[0], p.machine.data.host.variable("PATH") ?? "").bits
        },
        Native("os", "find_executable", 2, .ordinary, authority: .subprocesses, "The path of a program, sought in a path, or false.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let path = p.hostText(a[1]) else { return p.badArgument().bits }
            return findExecutable(p, a[0], String(decoding: path, as: UTF8.self)).bits
        },
    ]
}

/// Text as a charlist.
private func text(_ p: ProcessPointer, _ text: String) -> Term {
    var text = text
    return text.withUTF8 { isValidUTF8($0) ? p.codePoints($0) : p.charlist($0.baseAddress.unsafelyUnwrapped, $0.count) }
}

private func variableName(_ p: ProcessPointer, _ term: Term) -> String? {
    guard let name = p.hostText(term), !name.isEmpty, !name.dropFirst().contains(UInt8(ascii: "=")) else { return nil }
    return String(decoding: name, as: UTF8.self)
}

private func findExecutable(_ p: ProcessPointer, _ program: Term, _ path: String) -> Term {
    guard let name = p.hostText(program) else { return p.badArgument() }
    func isExecutable(_ file: [UInt8]) -> Bool {
        var status = stat()
        return withCPath(file) { stat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access($0, X_OK) == 0 }
    }
    let host = p.machine.data.host
    if name.contains(UInt8(ascii: "/")) {
        let file = host.absolute(name)
        return isExecutable(file) ? text(p, String(decoding: file, as: UTF8.self)) : Term(.false)
    }
    for directory in path.split(separator: ":") {
        let file = host.absolute(Array(directory.utf8) + [UInt8(ascii: "/")] + name)
        if !name.isEmpty, isExecutable(file) { return text(p, String(decoding: file, as: UTF8.self)) }
    }
    return Term(.false)
}
