// `quote`: builds the expression that builds the tree. Its run-time part (splicing, calls after a dot) is `:prim_quote`, written
// in the language.
import Syntax

/// The options of a quote.
struct QuoteOptions {
    /// nil: lines are dropped; `true`: kept; else the expression of the line.
    var line: Quoted?
    /// `location: :keep`.
    var keepFile: String?
    var context: Quoted
    var unquote = true
    var generated = false
    /// Aliases, imports and variables are marked; not so where `def` escapes its body.
    var isHygienic = true
    var keepsMeta = false
}

extension Expander {
    func expandQuote(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        var pairs: [(key: String, value: Quoted)] = []
        for argument in arguments {
            guard let more = Self.keywordPairs(argument) else {
                if arguments.count == 2, argument == arguments[0] {
                    let expanded = try expand(argument, &env)
                    guard let values = Self.keywordPairs(expanded) else { throw error(.optionsNoKeyword("quote", text(expanded)), meta, env) }
                    pairs += values
                    continue
                }
                throw error(.invalidQuoteArguments, meta, env)
            }
            pairs += more
        }
        guard let body = pairs.last(where: { $0.key == "do" })?.value else { throw error(.missingDoInQuote, meta, env) }
        var options = QuoteOptions(context: .atom(env.quoteContext))
        var bindings: [(key: String, value: Quoted)]?
        var givesUnquote: Bool?
        for (key, value) in pairs where key != "do" {
            switch key {
            case "line": options.line = try expand(value, &env)
            case "location":
                if value == .atom("keep") { options.keepFile = env.file }
            case "context":
                let context = try expand(value, &env)
                options.context = context == .nilAtom ? .atom(env.quoteContext) : context
            case "unquote": givesUnquote = try expand(value, &env) == .atom("true")
            case "generated": options.generated = try expand(value, &env) == .atom("true")
            case "bind_quoted":
                let expanded: Quoted
                if Self.keywordPairs(value) != nil { expanded = value } else { expanded = try expand(value, &env) }
                guard let values = Self.keywordPairs(expanded) else { throw error(.invalidBindQuoted(text(value)), meta, env) }
                bindings = values
            default: throw error(.unsupportedOption("quote", key), meta, env)
            }
        }
        options.unquote = givesUnquote ?? (bindings == nil)
        if options.line == .atom("false") { options.line = nil }
        if options.keepFile != nil { options.line = nil }

        let quoter = Quoter(expander: self, env: env, options: options)
        var quoted = try quoter.quote(body)
        if let bindings {
            // The values are computed outside, the assignments stand at the head of the quoted block.
            let assignments: [Quoted] = bindings.map { key, value in
                let variable = quoter.node(.atom(key), quoter.meta(Meta(line: meta.line), keepingLine: true), options.context)
                return quoter.node(.atom("="), .list([]), .list([variable, .call("unquote_value", Meta(), [value])]))
            }
            let rest: [Quoted]
            if case .node(let node) = body, node.form == .atom("__block__"), case .list(let expressions) = node.args,
               case .list(let items) = try quoter.quoteList(expressions) {
                rest = items
            } else {
                rest = [quoted]
            }
            quoted = quoter.node(.atom("__block__"), .list([]), .list(assignments + rest))
        }
        return try expandTemplate(quoted, &env)
    }

    /// Expands what a quote built: only the unquoted expressions need it, marked by `unquote_value`.
    func expandTemplate(_ template: Quoted, _ env: inout Env) throws -> Quoted {
        switch template {
        case .node(let node):
            guard case .list(let arguments) = node.args else { return template }
            if node.form == .atom("unquote_value") { return try expand(arguments[0], &env) }
            return .node(Node(node.form, node.meta, .list(try arguments.map { try expandTemplate($0, &env) })))
        case .list(let elements): return elements.isEmpty ? template : .list(try elements.map { try expandTemplate($0, &env) })
        case .tuple(let elements): return .tuple(try elements.map { try expandTemplate($0, &env) })
        default: return template
        }
    }
}

extension Expander {
    /// The expression of a tree in which `unquote` fragments stand as expressions, for `Macro.escape(tree, unquote: true)`.
    public func escapeKeepingUnquotes(_ quoted: Quoted, _ env: Env) throws -> Quoted {
        var options = QuoteOptions(context: .nilAtom)
        options.isHygienic = false
        options.keepsMeta = true
        return Self.withoutMarks(try Quoter(expander: self, env: env, options: options).quote(quoted))
    }

    private static func withoutMarks(_ quoted: Quoted) -> Quoted {
        switch quoted {
        case .node(let node):
            guard case .list(let arguments) = node.args else { return quoted }
            if node.form == .atom("unquote_value") { return arguments[0] }
            return .node(Node(node.form, node.meta, .list(arguments.map(withoutMarks))))
        case .list(let elements): return .list(elements.map(withoutMarks))
        case .tuple(let elements): return .tuple(elements.map(withoutMarks))
        default: return quoted
        }
    }
}

/// Turns a tree into the expression that builds it.
struct Quoter {
    let expander: Expander
    let env: Env
    let options: QuoteOptions

    /// The expression of `{form, meta, args}`.
    func node(_ form: Quoted, _ meta: Quoted, _ args: Quoted) -> Quoted { .call("{}", Meta(), [form, meta, args]) }

    private func unquoted(_ expression: Quoted) -> Quoted { .call("unquote_value", Meta(), [expression]) }

    // MARK: Metadata

    /// The metadata as a list, changed as the options say.
    func meta(_ meta: Meta, keepingLine: Bool = false) -> Quoted {
        if options.keepsMeta { return .list(meta.entries.map { .tuple([.atom($0.key), Escape.escape($0.value)]) }) }
        var entries = meta.entries.filter { $0.key != "column" && $0.key != "end_of_expression" }
        if let file = options.keepFile {
            let line = meta["line"]
            entries.removeAll { $0.key == "line" }
            if case .integer(let number)? = line {
                entries.insert(Meta.Entry(key: "keep", value: .tuple([.string(file), .integer(number)])), at: 0)
            }
        } else if let line = options.line {
            if line != .atom("true") {
                if let index = entries.firstIndex(where: { $0.key == "line" }) {
                    entries[index].value = line
                } else {
                    entries.append(Meta.Entry(key: "line", value: line))
                }
            }
        } else if !keepingLine {
            entries.removeAll { $0.key == "line" }
        }
        if options.generated, !entries.contains(where: { $0.key == "generated" }) {
            entries.insert(Meta.Entry(key: "generated", value: .atom("true")), at: 0)
        }
        return .list(entries.map { entry in
            entry.key == "line" ? .tuple([.atom(entry.key), entry.value]) : .tuple([.atom(entry.key), Escape.escape(entry.value)])
        })
    }

    private func withContext(_ meta: Meta) -> Meta {
        var meta = meta
        if case .atom = options.context { meta.store("context", options.context) } else { meta.store("context", .nilAtom) }
        return meta
    }

    /// A list of metadata whose context is the option's, when that is known at run time only.
    private func metaList(_ meta: Meta) -> Quoted {
        let list = self.meta(meta)
        if case .atom = options.context { return list }
        guard case .list(let entries) = list else { return list }
        return .list(entries.map { $0.isPair("context") ? .tuple([.atom("context"), options.context]) : $0 })
    }

    /// Notes which modules a name is imported from, so that it means the same where the tree is expanded.
    private func withImports(_ name: String, _ meta: Meta) -> Meta {
        guard meta["imports"] == nil || meta["context"] == nil else { return meta }
        var imports: [(arity: Int, module: String)] = []
        for table in env.functions + env.macros {
            for arity in table.arities(of: name) where !imports.contains(where: { $0.arity == arity }) { imports.append((arity, table.module)) }
        }
        if imports.isEmpty { return meta }
        for (arity, module) in imports { expander.directives(env)?.useImport(module, FunctionKey(name, arity)) }
        imports.sort { $0.arity < $1.arity }
        var result = withContext(meta)
        result.store("imports", .list(imports.map { .tuple([.integer($0.arity), .atom($0.module)]) }))
        return result
    }

    // MARK: The walk

    func quote(_ quoted: Quoted) throws -> Quoted {
        switch quoted {
        case .atom, .integer, .bigInteger, .float, .binary, .term: return quoted
        case .list(let elements): return try quoteList(elements)
        case .improperList(let elements, let tail):
            return .list(try elements.dropLast().map(quote) + [.call("|", Meta(), [try quote(elements[elements.count - 1]), try quote(tail)])])
        case .tuple(let elements):
            if options.unquote, elements.contains(where: { Self.spliced($0) != nil }) { return try quote(.call("{}", Meta(), elements)) }
            let parts = try elements.map(quote)
            return parts.count == 2 ? .tuple(parts) : .call("{}", Meta(), parts)
        case .node(let node): return try quoteNode(node)
        }
    }

    private func quoteNode(_ node: Node) throws -> Quoted {
        switch (node.form, node.args) {
        case (.atom(let name), .context(let context)): return quoteVariable(name, node.meta, context)
        case (.atom(let name), .list(let arguments)): return try quoteCall(name, node, arguments)
        case (.node(let dot), .list(let arguments)):
            if options.unquote, dot.form == .atom("."), case .list(let parts) = dot.args, parts.count == 2 {
                // left.unquote(right)          parsed as a call of `unquote` on left with one argument
                if parts[1] == .atom("unquote"), arguments.count == 1 {
                    return try quoteDotUnquote(parts[0], dot.meta, arguments[0], nil)
                }
            }
            // left.unquote(right)(args…)
            if options.unquote, case .node(let inner) = dot.form, inner.form == .atom("."), case .list(let parts) = inner.args, parts.count == 2,
               parts[1] == .atom("unquote"), case .list(let name) = dot.args, name.count == 1 {
                return try quoteDotUnquote(parts[0], inner.meta, name[0], arguments)
            }
            return self.node(try quote(node.form), metaList(annotatedRemote(node, dot)), try quoteArguments(annotatedArguments(dot, arguments)))
        case (let form, .list(let arguments)):
            return self.node(try quote(form), metaList(node.meta), try quoteList(arguments))
        case (let form, .context(let context)):
            return self.node(try quote(form), metaList(node.meta), .atom(context))
        }
    }

    private func annotatedRemote(_ node: Node, _ dot: Node) -> Meta { node.meta }

    private func quoteArguments(_ arguments: [Quoted]) throws -> Quoted { try quoteList(arguments) }

    private func annotatedArguments(_ dot: Node, _ arguments: [Quoted]) -> [Quoted] {
        guard options.isHygienic, dot.form == .atom("."), case .list(let parts) = dot.args, parts.count == 2, case .atom(let name) = parts[1],
              Self.definers.contains(name), let first = arguments.first else { return arguments }
        return [annotatedHead(first)] + arguments.dropFirst()
    }

    private func quoteVariable(_ name: String, _ meta: Meta, _ context: String) -> Quoted {
        guard options.isHygienic, context == "nil" else { return node(.atom(name), metaList(meta), .atom(context)) }
        return node(.atom(name), metaList(withImports(name, meta)), options.context)
    }

    static let definers: Set<String> = ["def", "defp", "defmacro", "defmacrop", "@"]
    private static let lexicalForms: Set<String> = ["alias", "import", "require"]

    private func quoteCall(_ name: String, _ node: Node, _ arguments: [Quoted]) throws -> Quoted {
        switch (name, arguments.count) {
        case ("unquote", 1) where options.unquote: return unquoted(arguments[0])
        case ("unquote_splicing", 1) where options.unquote:
            _ = try expander.compileTime.call("prim_quote", "misplaced_splicing", [], .quoted)
            throw expander.error(.unquoteOutsideQuote("unquote_splicing"), node.meta, env)
        case ("quote", 1), ("quote", 2):
            let inner = withoutUnquote
            let last = try inner.quote(arguments[arguments.count - 1])
            let meta = options.isHygienic ? withContext(node.meta) : node.meta
            return self.node(.atom("quote"), metaList(meta), .list(arguments.count == 2 ? [try quote(arguments[0]), last] : [last]))
        case ("__aliases__", _) where options.isHygienic:
            guard case .atom(let head)? = arguments.first, head != "Elixir" else { break }
            var meta = node.meta
            meta.remove("counter")
            meta.store("alias", expander.aliasAnnotation(node.meta, arguments, env))
            return self.node(.atom(name), metaList(meta), try quoteList(arguments))
        case ("&", 1) where options.isHygienic:
            if case .node(let slash) = arguments[0], slash.form == .atom("/"), case .list(let sides) = slash.args, sides.count == 2,
               case .node(let target) = sides[0], case .atom(let function) = target.form, case .context = target.args, case .integer(let arity) = sides[1],
               let module = importSource(function, arity) {
                var meta = node.meta
                meta.store("imports", .list([.tuple([.integer(arity), .atom(module)])]))
                meta = withContext(meta)
                return self.node(.atom("&"), metaList(meta), try quoteList(arguments))
            }
        default: break
        }
        guard options.isHygienic else { return self.node(.atom(name), metaList(node.meta), try quoteList(arguments)) }
        var meta = node.meta
        var arguments = arguments
        if Self.lexicalForms.contains(name), !arguments.isEmpty {
            meta.remove("counter")
            meta = withContext(meta)
        }
        if Self.definers.contains(name), let first = arguments.first { arguments[0] = annotatedHead(first) }
        if !SpecialForm.isSpecial(name, arguments.count) || name == "&" { meta = withImports(name, meta) }
        return self.node(.atom(name), metaList(meta), try quoteList(arguments))
    }

    private func importSource(_ name: String, _ arity: Int) -> String? {
        (env.functions + env.macros).first { $0.contains(name, arity) }?.module
    }

    private var withoutUnquote: Quoter {
        var inner = options
        inner.unquote = false
        return Quoter(expander: expander, env: env, options: inner)
    }

    /// A head of a definition carries the context that it was quoted in.
    private func annotatedHead(_ head: Quoted) -> Quoted {
        guard case .node(let node) = head else { return head }
        if node.form == .atom("when"), case .list(let parts) = node.args, let first = parts.first {
            return .node(Node(node.form, node.meta, .list([annotatedHead(first)] + parts.dropFirst())))
        }
        if node.form == .atom("unquote") { return head }
        return .node(Node(node.form, withContext(node.meta), node.args))
    }

    // MARK: unquote after a dot, splicing

    private func quoteDotUnquote(_ left: Quoted, _ meta: Meta, _ right: Quoted, _ arguments: [Quoted]?) throws -> Quoted {
        let arguments: Quoted = try arguments.map { try quoteList($0) } ?? .nilAtom
        return .remoteCall(.atom("prim_quote"), "dot", Meta(), [metaList(meta), try quote(left), unquoted(right), arguments, options.context])
    }

    func quoteList(_ elements: [Quoted]) throws -> Quoted {
        guard options.unquote, elements.contains(where: { Self.spliced($0) != nil || Self.splicedBeforeTail($0) != nil }) else {
            return .list(try elements.map(quote))
        }
        // From the right: what follows a splice is appended to its list.
        var rest: Quoted = .list([])
        var pending: [Quoted] = []
        func flush() {
            if pending.isEmpty { return }
            if case .list(let tail) = rest {
                rest = .list(pending.reversed() + tail)
            } else {
                var front = Array(pending.reversed())
                let last = front.removeLast()
                rest = .list(front + [.call("|", Meta(), [last, rest])])
            }
            pending = []
        }
        for element in elements.reversed() {
            if let list = Self.spliced(element) {
                flush()
                rest = rest == .list([]) ? .remoteCall(.atom("prim_quote"), "list", Meta(), [unquoted(list)])
                    : .remoteCall(.atom("prim_quote"), "splice", Meta(), [unquoted(list), rest])
            } else if let (list, tail, meta) = Self.splicedBeforeTail(element) {
                // [unquote_splicing(list) | tail]: the last of the list and the tail make the bar
                rest = .remoteCall(.atom("prim_quote"), "splice_tail", Meta(), [self.meta(meta), unquoted(list), try quote(tail)])
            } else {
                pending.append(try quote(element))
            }
        }
        flush()
        return rest
    }

    private static func spliced(_ quoted: Quoted) -> Quoted? {
        guard case .node(let node) = quoted, node.form == .atom("unquote_splicing"), case .list(let arguments) = node.args, arguments.count == 1 else {
            return nil
        }
        return arguments[0]
    }

    private static func splicedBeforeTail(_ quoted: Quoted) -> (Quoted, Quoted, Meta)? {
        guard case .node(let node) = quoted, node.form == .atom("|"), case .list(let sides) = node.args, sides.count == 2,
              let list = spliced(sides[0]) else { return nil }
        return (list, sides[1], node.meta)
    }
}

/// Turns a value into the expression that evaluates to it, as `Macro.escape/1` does.
public enum Escape {
    public static func escape(_ quoted: Quoted) -> Quoted {
        switch quoted {
        case .node(let node):
            let meta = Quoted.list(node.meta.entries.map { .tuple([.atom($0.key), escape($0.value)]) })
            let args: Quoted
            switch node.args {
            case .list(let arguments): args = .list(arguments.map(escape))
            case .context(let context): args = .atom(context)
            }
            return .call("{}", Meta(), [escape(node.form), meta, args])
        case .list(let elements): return .list(elements.map(escape))
        case .improperList(let elements, let tail):
            var parts = elements.map(escape)
            let last = parts.removeLast()
            return .list(parts + [.call("|", Meta(), [last, escape(tail)])])
        case .tuple(let elements):
            let parts = elements.map(escape)
            return parts.count == 2 ? .tuple(parts) : .call("{}", Meta(), parts)
        default: return quoted
        }
    }
}
