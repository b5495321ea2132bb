// Module files and what loaded modules say of themselves. `:code` is written in the language on these:
//
//     load_module(module)           → true | false: is it loaded now? Looks in the image, then along the path
//     load_binary(binary, file)     → the module's name, or a text that says what is wrong
//     delete_module(module)         → boolean
//     module_origin(module)         → file as binary | :image | :memory | nil (not loaded)
//     object_code(module)           → {binary, file} | nil
//     code_path(), set_code_path([binary])
//     available_modules()           → names in the image
//     chunk(module | binary, name)  → binary | nil
//     module_definition(module, name, arity) → {kind, [{meta, arguments, guards, nil}]} | false: heads only
//     disassemble(module)           → text
//     version()                     → text
import Bytecode
import Expander
import Glibc
import Machine
import Syntax

enum LoadingNatives {
    static let rows: [Native] = [
        Native("prim_code", "load_module", 1, .ordinary, "Loads a module from the image or from the path.") { p, a in
            let p = ProcessPointer(p), name = NativeArguments(a)[0]
            guard name.isAtom else { return p.badArgument().bits }
            return Term.boolean(Session.of(p).loadModule(name)).bits
        },
        Native("prim_code", "load_binary", 2, .ordinary, authority: .codeLoading, "Loads a module file; its name, or what is wrong.") { p, a in
            loadBinary(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "delete_module", 1, .ordinary, authority: .codeLoading, "Takes a module away.") { p, a in
            let p = ProcessPointer(p), name = NativeArguments(a)[0]
            guard name.isAtom else { return p.badArgument().bits }
            Session.of(p).compiler.setOrigin(nil, of: p.machine.atoms.string(name))
            return Term.boolean(p.machine.code.remove(name)).bits
        },
        Native("prim_code", "module_origin", 1, .ordinary, "Where a module comes from.") { p, a in
            origin(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "object_code", 1, .ordinary, authority: .readFiles, "The file of a module.") { p, a in
            objectCode(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "code_path", 0, .ordinary, "The folders that modules are looked for in.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(Session.of(p).compiler.codePath.map { p.binary($0) }).bits
        },
        Native("prim_code", "set_code_path", 1, .ordinary, authority: .codeLoading, "Sets the folders that modules are looked for in.") { p, a in
            let p = ProcessPointer(p)
            let folders = p.elements(NativeArguments(a)[0]).compactMap { QuotedTerms.binaryBytes($0) }
            Session.of(p).compiler.codePath = folders.map { String(decoding: $0, as: UTF8.self) }
            return Term(.ok).bits
        },
        Native("prim_code", "available_modules", 0, .ordinary, "The modules of the image.") { p, _ in
            let p = ProcessPointer(p)
            return p.list((Session.of(p).image?.names ?? []).map { p.machine.atoms.term($0) }).bits
        },
        Native("prim_code", "chunk", 2, .ordinary, "A named part of a module file.") { p, a in
            chunk(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "module_definition", 3, .ordinary, "The heads of a function's clauses.") { p, a in
            definition(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "disassemble", 1, .ordinary, "The instructions of a module as text.") { p, a in
            let p = ProcessPointer(p), name = NativeArguments(a)[0]
            guard name.isAtom, let module = Session.of(p).loaded(name) else { return Term(.nil).bits }
            return p.binary(disassemble(module.code)).bits
        },
        Native("prim_code", "cache_script", 1, .ordinary, authority: [.readFiles, .writeFiles, .machineControl],
               "Keeps what is made of the modules of a script, by its absolute path, for its next run.") { p, a in
            let p = ProcessPointer(p), session = Session.of(p)
            guard let path = QuotedTerms.binaryBytes(NativeArguments(a)[0]) else { return p.badArgument().bits }
            // Equal seeds are to give equal runs, and a collector under stress is to see the compiler at work.
            if p.machine.options.seed == nil, p.machine.options.collectorStress == 0, let folder = ScriptCache.folder(p.machine.options.environment) {
                session.scriptCache = ScriptCache(script: String(decoding: path, as: UTF8.self), folder: folder)
            }
            return Term(.ok).bits
        },
        Native("prim_code", "version", 0, .ordinary, "The version of Vial.") { p, _ in
            ProcessPointer(p).binary(Session.version).bits
        },
        Native("erlang", "get_module_info", 1, .ordinary, "What a module says of itself.") { p, a in
            moduleInfo(ProcessPointer(p), NativeArguments(a)[0], nil).bits
        },
        Native("erlang", "get_module_info", 2, .ordinary, "One item of what a module says of itself.") { p, a in
            let a = NativeArguments(a)
            return moduleInfo(ProcessPointer(p), a[0], a[1]).bits
        },
    ]

    private static func loadBinary(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let bytes = QuotedTerms.binaryBytes(a[0]) else { return p.badArgument() }
        do {
            let code = try bytes.withUnsafeBytes { try decode($0) }
            let complaints = verify(code)
            if let first = complaints.first { return p.binary("\(first)") }
            let name = p.machine.atoms.term(code.name)
            guard p.domain.mayDefine(name, isKnown: Session.of(p).isKnown(name)) else {
                return p.raise(.error, p.tuple(Term(.denied), p.machine.atoms.term("load_binary"), name))
            }
            try p.machine.load(code)
            let file = QuotedTerms.binaryBytes(a[1]).map { String(decoding: $0, as: UTF8.self) }
            Session.of(p).compiler.setOrigin(file, of: code.name)
            return p.machine.atoms.term(code.name)
        } catch { return p.binary("\(error)") }
    }

    private static func origin(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isAtom else { return p.badArgument() }
        let session = Session.of(p)
        let name = p.machine.atoms.string(a[0])
        if let file = session.compiler.origin(of: name) { return p.binary(file) }
        if session.compiler.isCompiledHere(name) { return p.machine.atoms.term("memory") }
        if session.image?.contains(name) == true { return p.machine.atoms.term("image") }
        return p.machine.code.loaded(a[0]) != nil ? p.machine.atoms.term("memory") : Term(.nil)
    }

    private static func objectCode(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isAtom else { return p.badArgument() }
        let session = Session.of(p)
        let name = p.machine.atoms.string(a[0])
        if let path = session.fileOnPath(name), let bytes = Session.contents(of: path) { return p.tuple(p.binary(bytes), p.binary(path)) }
        if let bytes = try? session.image?.withModule(name, { Array($0) }) { return p.tuple(p.binary(bytes), p.binary("")) }
        return Term(.nil)
    }

    private static func chunk(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let wanted = QuotedTerms.binaryBytes(a[1]).map({ String(decoding: $0, as: UTF8.self) }) else { return p.badArgument() }
        if let bytes = QuotedTerms.binaryBytes(a[0]) {
            guard let found = try? bytes.withUnsafeBytes({ try ModuleFile($0).chunk(wanted) }) else { return Term(.nil) }
            return p.binary(found)
        }
        guard a[0].isAtom, let bytes = Session.of(p).chunk(wanted, of: a[0]) else { return Term(.nil) }
        return p.binary(bytes)
    }

    private static func definition(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isAtom, a[1].isAtom, a[2].isSmall else { return p.badArgument() }
        guard let bytes = Session.of(p).chunk(HeadsChunk.name, of: a[0]),
              let heads = HeadsChunk.find(FunctionKey(p.machine.atoms.string(a[1]), a[2].small), in: bytes) else { return Term(.false) }
        return QuotedTerms.term(heads, p) { _ in Term(.nil) }
    }

    // MARK: module_info

    private static func moduleInfo(_ p: ProcessPointer, _ name: Term, _ item: Term?) -> Term {
        guard name.isAtom, let module = Session.of(p).loaded(name) else { return p.badArgument() }
        let atoms = p.machine.atoms
        func functions(_ exportedOnly: Bool) -> Term {
            let own = module.code.functions.filter { $0.exported || !exportedOnly }.map { (name: module.code.atoms[$0.name], arity: $0.arity) }
            let natives = p.machine.code.nativeExports(of: name).filter { native in
                !own.contains { $0.name == native.name && $0.arity == native.arity }
            }
            return p.list((own + natives).map { p.tuple(atoms.term($0.name), Term(small: $0.arity)) })
        }
        func value(_ item: String) -> Term? {
            switch item {
            case "module": name
            case "exports": functions(true)
            case "functions": functions(false)
            case "attributes": p.machine.literalTerm(module.code.attributes)
            case "compile": p.machine.literalTerm(module.code.compileInfo)
            case "md5": p.binary(digest(module.code))
            case "nifs", "native_addresses": .emptyList
            case "native": Term(.false)
            default: nil
            }
        }
        if let item {
            guard item.isAtom, let found = value(atoms.string(item)) else { return p.badArgument() }
            return found
        }
        return p.list(["module", "exports", "attributes", "compile", "md5"].map { p.tuple(atoms.term($0), value($0) ?? Term(.nil)) })
    }

    /// Sixteen bytes that tell versions of a module apart: two FNV hashes of its file.
    private static func digest(_ code: CodeModule) -> [UInt8] {
        var low: UInt64 = 0xCBF2_9CE4_8422_2325
        var high: UInt64 = 0x6C62_272E_07BB_0142
        for byte in encode(code) {
            low = (low ^ UInt64(byte)) &* 0x100_0000_01B3
            high = (high &+ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        }
        return withUnsafeBytes(of: (low, high)) { Array($0) }
    }
}

extension Session {
    static let version = "1.20.4"

    /// Is the module loaded, or in the image? Nothing is loaded or decoded for that.
    func isKnown(_ name: Term) -> Bool {
        machine.code.loaded(name) != nil || image?.contains(machine.atoms.string(name)) == true
    }

    /// The current version of a module; loads it where it is in the image.
    func loaded(_ name: Term) -> LoadedModule? {
        machine.loadFromImage(name) ? machine.code.loaded(name) : nil
    }

    /// Is the module loaded, now?
    func loadModule(_ name: Term) -> Bool {
        if loaded(name) != nil || !machine.code.nativeExports(of: name).isEmpty { return true }
        guard let code = moduleOnPath(machine.atoms.string(name)) else { return false }
        do {
            try machine.load(code)
            return true
        } catch { return false }
    }

    /// A module whose file lies along the path; nil if there is none, or it is no module file.
    func moduleOnPath(_ name: String) -> CodeModule? {
        guard let path = fileOnPath(name), let bytes = Session.contents(of: path), let code = try? bytes.withUnsafeBytes({ try decode($0) }),
              code.name == name, verify(code).isEmpty else { return nil }
        compiler.setOrigin(path, of: name)
        return code
    }

    /// The file of a module along the path.
    func fileOnPath(_ module: String) -> String? {
        for folder in compiler.codePath {
            let path = folder + "/" + module + ".beam"
            if access(path, R_OK) == 0 { return path }
        }
        return nil
    }

    /// A named part of a module.
    func chunk(_ wanted: String, of name: Term) -> [UInt8]? {
        let text = machine.atoms.string(name)
        if let found = machine.code.loaded(name)?.code.chunks.first(where: { $0.name == wanted }) { return found.bytes }
        if let image, let found = try? image.withModule(text, { try ModuleFile($0).chunk(wanted) }), let bytes = found { return bytes }
        guard let path = fileOnPath(text), let bytes = Session.contents(of: path) else { return nil }
        return (try? bytes.withUnsafeBytes { try ModuleFile($0).chunk(wanted) }) ?? nil
    }
}
