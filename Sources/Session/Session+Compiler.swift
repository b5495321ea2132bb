// What the compiler's parts ask of their session: the kinds of natives, lines of source, whether a function exists.
import Bytecode
import Compiler
import Expander
import Glibc
import Machine
import Syntax

extension Session {
    /// How code may call natives.
    static let directNatives: [ImportEntry: NativeBinding] = {
        var result: [ImportEntry: NativeBinding] = [:]
        for table in allNativeTables {
            for native in table {
                let entry = ImportEntry(native.module, native.name, native.arity)
                switch native.kind {
                case .guard where native.authority.isEmpty: result[entry] = .guard
                case .ordinary where native.authority.isEmpty: result[entry] = .ordinary
                // These go on in other code, as a tail call does.
                case .control where native.name == "apply" || native.name == "hibernate" || native.module.hasPrefix("prim_"): break
                default: result[entry] = .waiting
                }
            }
        }
        return result
    }()

    var compilerOptions: CompilerOptions {
        CompilerOptions(nativeKind: { module, name, arity in Session.directNatives[ImportEntry(module, name, arity)] }, shownFile: { self.shown($0) })
    }

    /// Parses on a thread with a large stack.
    func parseOnOwnStack(_ bytes: [UInt8], _ options: ParseOptions) -> ParseResult {
        if bytes.count < 4096 { return parse(bytes, options: options) }
        let hand = JobThread<ParseResult, Void>()
        jobs.run { hand.finish(parse(bytes, options: options)) }
        return hand.waitForRequest()
    }

    /// The environment that a file starts with: Kernel imported, as far as there is one.
    func defaultEnv(file: String, line: Int) -> Env {
        var env = Env(file: file, line: line)
        env.requires = ["Elixir.Application", "Elixir.Kernel"]
        let name = machine.atoms.term("Elixir.Kernel")
        if let kernel = loaded(name) {
            let exports = compiler.exports(of: kernel, machine)
            env.functions = [exports.functions]
            if let macros = exports.macros { env.macros = [macros] }
        }
        return env
    }

    /// The path of a library file as stack traces show it: `lib/enum.ex`.
    func libraryPath(_ path: String) -> String {
        let parts = path.split(separator: "/")
        guard let index = parts.lastIndex(of: "lib") else { return path }
        return parts[index...].joined(separator: "/")
    }

    /// Can the function be called now?
    func hasFunction(_ module: String, _ name: String, _ arity: Int) -> Bool {
        machine.code.existingExport(machine.atoms.term(module), machine.atoms.term(name), arity)?.pointee.isDefined ?? false
    }

    /// The path as messages and stack traces show it: relative to the working directory of this moment, where it lies below.
    func shown(_ file: String) -> String {
        let directory = machine.workingDirectory
        let prefix = directory == "/" ? "/" : directory + "/"
        return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.utf8.count)) : file
    }

    /// The text of a line of a file, nil when it cannot be read.
    func sourceLine(file: String, line: Int) -> String? {
        guard line > 0 else { return nil }
        let path = file.hasPrefix("/") ? file : machine.workingDirectory + "/" + file
        guard let bytes = Session.contents(of: path) else { return nil }
        let lines = bytes.split(separator: 0x0A, maxSplits: line, omittingEmptySubsequences: false)
        guard line <= lines.count else { return nil }
        var text = String(decoding: lines[line - 1], as: UTF8.self)
        if text.hasSuffix("\r") { text.removeLast() }
        return text
    }

    /// The bytes of a file, nil when it cannot be read.
    static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 { return nil }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    /// Text on standard error, before the language can write there.
    func complainPlainly(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    }
}
