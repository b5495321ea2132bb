// `:erlang`: funs, and what modules define. Loading code is the business of higher layers.
import Bytecode

enum CodeNatives {
    static let rows: [Native] = [
        Native("erlang", "apply", 2, .control, "Calls a fun with a list of arguments.") { p, _ in ProcessPointer(p).badArgument().bits },
        Native("erlang", "apply", 3, .control, "Calls a function with a list of arguments.") { p, _ in ProcessPointer(p).badArgument().bits },
        Native("erlang", "fun_info", 1, .ordinary, "What there is to know of a fun.") { p, a in
            let p = ProcessPointer(p)
            let fun = NativeArguments(a)[0]
            guard fun.isFun else { return p.badArgument().bits }
            let isLocal = fun.header.kind == .fun
            let items: [KnownAtom] = isLocal
                ? [.pid, .module, .new_index, .new_uniq, .index, .uniq, .name, .arity, .env, .type] : [.module, .name, .arity, .env, .type]
            return p.list(items.map { p.tuple(Term($0), information(p, fun, Term($0)) ?? Term(.undefined)) }).bits
        },
        Native("erlang", "fun_info", 2, .ordinary, "One item of what there is to know of a fun.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isFun, a[1].isAtom, let value = information(p, a[0], a[1]) else { return p.badArgument().bits }
            return p.tuple(a[1], value).bits
        },
        Native("erlang", "fun_to_list", 1, .ordinary, "A fun as text.") { p, a in
            let p = ProcessPointer(p)
            let fun = NativeArguments(a)[0]
            guard fun.isFun else { return p.badArgument().bits }
            var text = funText(p, fun)
            return text.withUTF8 { p.codePoints($0) }.bits
        },
        Native("erlang", "make_fun", 3, .ordinary, "The fun that calls an exported function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isAtom, a[1].isAtom, a[2].isSmall, a[2].small >= 0, a[2].small <= 255 else { return p.badArgument().bits }
            return p.exportFun(a[0], a[1], a[2].small).bits
        },
        Native("erlang", "function_exported", 3, .ordinary, "Does a loaded module export that function?") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isAtom, a[1].isAtom, a[2].isSmall else { return p.badArgument().bits }
            guard a[2].small >= 0 else { return Term(.false).bits }
            return Term.boolean(isExported(p, a[0], a[1], a[2].small)).bits
        },
        Native("erlang", "is_builtin", 3, .ordinary, "Is that function written in the machine?") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isAtom, a[1].isAtom, a[2].isSmall, a[2].small >= 0 else { return p.badArgument().bits }
            return Term.boolean(p.machine.code.existingExport(a[0], a[1], a[2].small)?.pointee.native != nil).bits
        },
        Native("erlang", "module_loaded", 1, .ordinary, "Is there current code of a module?") { p, a in
            let p = ProcessPointer(p)
            let module = NativeArguments(a)[0]
            guard module.isAtom else { return p.badArgument().bits }
            return Term.boolean(p.machine.code.loaded(module) != nil || module == KnownAtom.erlang).bits
        },
        Native("erlang", "check_old_code", 1, .ordinary, "Has a module old code that was not purged?") { p, a in
            let p = ProcessPointer(p)
            let module = NativeArguments(a)[0]
            guard module.isAtom else { return p.badArgument().bits }
            return Term.boolean(p.machine.code.hasOldCode(module)).bits
        },
        Native("erlang", "purge_module", 1, .ordinary, authority: .codeLoading, "Gives up the old code of a module.") { p, a in
            let p = ProcessPointer(p)
            let module = NativeArguments(a)[0]
            guard module.isAtom, p.machine.code.forgetOldCode(module) else { return p.badArgument().bits }
            return Term(.true).bits
        },
        Native("erlang", "loaded", 0, .ordinary, "The modules that are loaded.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(p.machine.code.loadedModules.map { $0.name }.sorted { compareAtoms($0, $1, p.atoms) < 0 }).bits
        },
    ]
}

/// Whether a module that is loaded exports a function. The image gives its modules when they are needed; those that Erlang's system
/// has loaded when a program starts count as loaded from the start.
private func isExported(_ p: ProcessPointer, _ module: Term, _ name: Term, _ arity: Int) -> Bool {
    let machine = p.machine
    let isDefined = { machine.code.existingExport(module, name, arity)?.pointee.isDefined == true }
    if isDefined() { return true }
    guard machine.code.loaded(module) == nil, isLoadedAtStart(machine.atoms.string(module)) else { return false }
    return machine.loadFromImage(module) && isDefined()
}

/// Erlang's own modules, and those of Elixir's that its start needs.
private func isLoadedAtStart(_ module: String) -> Bool {
    !module.hasPrefix("Elixir.") || elixirAtStart.contains(module)
}

private let elixirAtStart = Set([
    "Access", "Application", "Code", "Enum", "File", "IO", "Kernel", "Keyword", "List", "Logger", "Macro.Env", "Map", "Path", "Regex",
    "String", "Supervisor", "System",
].map { "Elixir." + $0 })

private func information(_ p: ProcessPointer, _ fun: Term, _ item: Term) -> Term? {
    guard fun.header.kind == .fun else {
        let entry = fun.exportEntry.pointee
        switch item {
        case Term(.module): return entry.module
        case Term(.name): return entry.function
        case Term(.arity): return Term(small: entry.arity)
        case Term(.env): return .emptyList
        case Term(.type): return Term(.external)
        case Term(.pid), Term(.index), Term(.uniq), Term(.new_index), Term(.new_uniq): return Term(.undefined)
        default: return nil
        }
    }
    let entry = fun.funEntry.pointee
    switch item {
    case Term(.module): return entry.module
    case Term(.name): return entry.function
    case Term(.arity): return Term(small: entry.arity)
    case Term(.env): return p.list(from: fun.boxedAddress + 2, count: fun.header.size - 1)
    case Term(.type): return Term(.local)
    case Term(.pid): return Term(pidIndex: 0, generation: 0)
    case Term(.index), Term(.new_index): return Term(small: entry.index)
    case Term(.uniq): return Term(small: entry.unique)
    // The entry itself refers to the code, whatever funs there are.
    case Term(.refc): return Term(small: 1)
    case Term(.new_uniq):
        var bytes = BytePointer.placeholder
        let result = p.newBinary(16, &bytes)
        writeBits(bytes, 0, 64, 0)
        writeBits(bytes, 64, 64, UInt64(bitPattern: Int64(entry.unique)))
        return result
    default: return nil
    }
}

/// `fun 'Elixir.String':length/1`, or `#Fun<module.index.unique>`.
private func funText(_ p: ProcessPointer, _ fun: Term) -> String {
    func quoted(_ atom: Term) -> String {
        let text = p.machine.atoms.string(atom)
        let isPlain = text.utf8.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") } ?? false
            && text.utf8.allSatisfy { digitValue($0) < 36 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "@") }
        return isPlain ? text : "'\(text)'"
    }
    if fun.header.kind == .exportFun {
        let entry = fun.exportEntry.pointee
        return "fun \(quoted(entry.module)):\(quoted(entry.function))/\(entry.arity)"
    }
    let entry = fun.funEntry.pointee
    return "#Fun<\(p.machine.atoms.string(entry.module)).\(entry.index).\(entry.unique)>"
}
