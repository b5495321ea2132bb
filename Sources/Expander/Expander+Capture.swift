// `&`: captures of functions, and anonymous functions written with `&1`.
import Syntax

extension Expander {
    func expandCapture(_ meta: Meta, _ argument: Quoted, _ env: inout Env) throws -> Quoted {
        try forbidInMatch("&", meta, env)
        if case .integer(let index) = argument { throw error(.captureArgumentOutside(index), meta, env) }
        if case .node(let slash) = argument, slash.form == .atom("/"), case .list(let sides) = slash.args, sides.count == 2,
           case .integer(let arity) = sides[1] {
            if let capture = try expandNamedCapture(meta, sides[0], arity, slash.meta, &env) { return capture }
        }
        return try expandPartialCapture(meta, argument, &env)
    }

    // MARK: &name/arity

    private func expandNamedCapture(_ meta: Meta, _ target: Quoted, _ arity: Int, _ slashMeta: Meta, _ env: inout Env) throws -> Quoted? {
        guard case .node(let node) = target else { return nil }
        guard (0 ... 255).contains(arity) else { return nil }
        switch (node.form, node.args) {
        case (.atom(let name), .context):
            if SpecialForm.isSpecial(name, arity) { return try expandAsFunction(meta, target: .atom(name), arity, node.meta, &env) }
            // The metadata of the capture tells the imports of its place.
            var nameMeta = node.meta
            if nameMeta["imports"] == nil, let imports = meta["imports"], let context = meta["context"] {
                nameMeta.store("imports", imports)
                nameMeta.store("context", context)
            }
            switch try resolve(name, arity, nameMeta, env) {
            case .function(let module):
                noteImport(module, FunctionKey(name, arity), nameMeta, env)
                try trace(.importedFunction(module, name, arity), node.meta, env)
                return remoteCapture(meta, module, name, arity, slashMeta, node.meta)
            case .macro, .localMacro:
                return try expandAsFunction(meta, target: .atom(name), arity, nameMeta, &env)
            case .local:
                let key = FunctionKey(name, arity)
                if env.module == nil || env.function == nil {
                    throw error(.undefinedFunction(key), node.meta, env)
                } else {
                    localCalls.append(LocalCall(key: key, caller: env.function, meta: node.meta, file: env.file, isCapture: true))
                    try trace(.localFunction(name, arity), node.meta, env)
                }
                return .node(Node(.atom("&"), meta, .list([.node(Node(.atom("/"), slashMeta, .list([.variable(name, node.meta), .integer(arity)])))])))
            }
        case (.node(let dot), .list(let arguments)) where dot.form == .atom(".") && arguments.isEmpty:
            guard case .list(let parts) = dot.args, parts.count == 2, case .atom(let name) = parts[1] else { return nil }
            let receiver = try expand(parts[0], &env)
            if case .atom(let module) = receiver {
                if module != env.module || builder == nil, env.requires(module), try compileTime.macros(of: module)?.contains(name, arity) == true {
                    return try expandAsFunction(meta, target: .node(dot), arity, node.meta, &env)
                }
                try trace(.remoteFunction(module, name, arity), node.meta, env)
                try warnOfDeprecation(module, FunctionKey(name, arity), node.meta, env)
                return remoteCapture(meta, module, name, arity, slashMeta, inContext(module, node.meta, env))
            }
            let call = Quoted.node(Node(.node(Node(.atom("."), dot.meta, .list([receiver, .atom(name)]))), node.meta, .list([])))
            return .node(Node(.atom("&"), meta, .list([.node(Node(.atom("/"), slashMeta, .list([call, .integer(arity)])))])))
        default: return nil
        }
    }

    private func remoteCapture(_ meta: Meta, _ module: String, _ name: String, _ arity: Int, _ slashMeta: Meta, _ callMeta: Meta) -> Quoted {
        var module = module
        var name = name
        if let inlined = Inlining.table[module]?[FunctionKey(name, arity)], case .none = inlined.change {
            module = inlined.module
            name = inlined.name
        }
        let call = Quoted.node(Node(.node(Node(.atom("."), callMeta, .list([.atom(module), .atom(name)]))), callMeta, .list([])))
        return .node(Node(.atom("&"), meta, .list([.node(Node(.atom("/"), slashMeta, .list([call, .integer(arity)])))])))
    }

    /// `&macro/2` is a function that calls it.
    private func expandAsFunction(_ meta: Meta, target: Quoted, _ arity: Int, _ callMeta: Meta, _ env: inout Env) throws -> Quoted {
        let parameters: [Quoted] = (0 ..< arity).map { captureVariable($0 + 1, meta) }
        var bodyMeta = callMeta
        bodyMeta.remove("no_parens")
        let body = Quoted.node(Node(target, bodyMeta, .list(parameters)))
        return try expandFn(meta, [.node(Node(.atom("->"), meta, .list([.list(parameters), body])))], &env)
    }

    private func captureVariable(_ index: Int, _ meta: Meta) -> Quoted {
        var variableMeta = Meta(line: meta.line)
        variableMeta.store("counter", .integer(-(captureDepth * 256 + index)))
        return .variable("capture", variableMeta, "nil")
    }

    // MARK: &(… &1 …)

    private func expandPartialCapture(_ meta: Meta, _ argument: Quoted, _ env: inout Env) throws -> Quoted {
        // Calls are pointed at, other things by their `&`.
        var place = meta
        switch argument {
        case .node(let node):
            if node.form == .atom("__block__"), case .list(let expressions) = node.args, expressions.count != 1 {
                throw error(.blockInCapture(expressions.map(text).joined(separator: "\n")), meta, env)
            }
            if case .context = node.args { throw error(.invalidCapture(text(argument)), meta, env) }
            place = node.meta
            // The receiver of a call without arguments may be wrong by itself.
            if case .node(let dot) = node.form, node.args == .list([]), case .list(let parts) = dot.args, parts.count == 2, case .node = parts[0],
               !Self.hasCaptures(argument) {
                _ = try expand(parts[0], &env)
            }
        case .atom, .integer, .float, .binary, .bigInteger, .term, .improperList:
            throw error(.invalidCapture(text(argument)), meta, env)
        case .list, .tuple: break
        }
        captureDepth += 1
        var seen: Set<Int> = []
        let body = try replaceCaptures(argument, &seen, meta, env)
        guard let highest = seen.max() else { throw error(.invalidCapture(text(argument)), place, env) }
        for index in 1 ... highest where !seen.contains(index) { throw error(.captureArgumentSkipped(highest, missingBefore(highest, seen)), place, env) }
        let parameters: [Quoted] = (1 ... highest).map { captureVariable($0, meta) }
        // `&String.upcase(&1)` is the capture itself.
        if let direct = directCapture(body, parameters), let capture = try expandDirect(meta, direct, highest, &env) { return capture }
        return try expandFn(meta, [.node(Node(.atom("->"), meta, .list([.list(parameters), body])))], &env)
    }

    private static func hasCaptures(_ quoted: Quoted) -> Bool {
        switch quoted {
        case .node(let node):
            if node.form == .atom("&") { return true }
            if case .node = node.form, hasCaptures(node.form) { return true }
            if case .list(let arguments) = node.args { return arguments.contains(where: hasCaptures) }
            return false
        case .list(let elements), .tuple(let elements): return elements.contains(where: hasCaptures)
        default: return false
        }
    }

    private func missingBefore(_ index: Int, _ seen: Set<Int>) -> Int {
        var missing = index - 1
        while missing > 1, seen.contains(missing) { missing -= 1 }
        return missing
    }

    private func replaceCaptures(_ quoted: Quoted, _ seen: inout Set<Int>, _ meta: Meta, _ env: Env) throws -> Quoted {
        switch quoted {
        case .node(let node):
            if node.form == .atom("&"), case .list(let arguments) = node.args, arguments.count == 1 {
                if case .integer(let index) = arguments[0] {
                    guard index > 0, index <= 255 else { throw error(.captureIndexTooSmall(index), node.meta, env) }
                    seen.insert(index)
                    return captureVariable(index, meta)
                }
                throw error(.nestedCapture(text(quoted)), node.meta, env)
            }
            let form: Quoted
            if case .node = node.form { form = try replaceCaptures(node.form, &seen, meta, env) } else { form = node.form }
            guard case .list(let arguments) = node.args else { return .node(Node(form, node.meta, node.args)) }
            var replaced: [Quoted] = []
            replaced.reserveCapacity(arguments.count)
            for argument in arguments { replaced.append(try replaceCaptures(argument, &seen, meta, env)) }
            return .node(Node(form, node.meta, .list(replaced)))
        case .list(let elements):
            var replaced: [Quoted] = []
            for element in elements { replaced.append(try replaceCaptures(element, &seen, meta, env)) }
            return .list(replaced)
        case .tuple(let elements):
            var replaced: [Quoted] = []
            for element in elements { replaced.append(try replaceCaptures(element, &seen, meta, env)) }
            return .tuple(replaced)
        default: return quoted
        }
    }

    /// A call whose arguments are exactly the parameters in order.
    private func directCapture(_ body: Quoted, _ parameters: [Quoted]) -> Node? {
        guard case .node(let node) = body, case .list(let arguments) = node.args, arguments == parameters else { return nil }
        return node
    }

    private func expandDirect(_ meta: Meta, _ call: Node, _ arity: Int, _ env: inout Env) throws -> Quoted? {
        switch call.form {
        case .atom(let name):
            if SpecialForm.table[name] != nil || ["{}", "%{}", "<<>>", "__block__"].contains(name) { return nil }
            switch try resolve(name, arity, call.meta, env) {
            case .macro, .localMacro: return nil
            case .function(let module):
                if let inlined = Inlining.table[module]?[FunctionKey(name, arity)] {
                    guard case .none = inlined.change else { return nil }
                }
                return try expandNamedCapture(meta, .variable(name, call.meta), arity, call.meta, &env)
            case .local: return try expandNamedCapture(meta, .variable(name, call.meta), arity, call.meta, &env)
            }
        case .node(let dot):
            guard dot.form == .atom("."), case .list(let parts) = dot.args, parts.count == 2, case .atom(let name) = parts[1] else { return nil }
            switch parts[0] {
            case .atom: break
            case .node(let receiver) where receiver.form == .atom("__aliases__") || receiver.form == .atom("__MODULE__"): break
            default: return nil
            }
            let receiver = try expand(parts[0], &env)
            guard case .atom(let module) = receiver else { return nil }
            if module != env.module || builder == nil, env.requires(module), try compileTime.macros(of: module)?.contains(name, arity) == true { return nil }
            if let inlined = Inlining.table[module]?[FunctionKey(name, arity)] {
                guard case .none = inlined.change else { return nil }
            }
            return remoteCapture(meta, module, name, arity, call.meta, call.meta)
        default: return nil
        }
    }
}
