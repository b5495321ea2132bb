// `:erlang`: raising. Stack traces are made by the interpreter, which gives these natives no entry of their own.
import Bytecode

enum ErrorNatives {
    static let rows: [Native] = [
        Native("erlang", "error", 1, .ordinary, "Raises an error.") { p, a in ProcessPointer(p).raise(.error, NativeArguments(a)[0]).bits },
        Native("erlang", "error", 2, .ordinary, "Raises an error, with the arguments of the function.") { p, a in
            ProcessPointer(p).raise(.error, NativeArguments(a)[0]).bits
        },
        Native("erlang", "error", 3, .ordinary, "Raises an error, with the arguments of the function and options.") { p, a in
            ProcessPointer(p).raise(.error, NativeArguments(a)[0]).bits
        },
        Native("erlang", "throw", 1, .ordinary, "Raises an exception of the class throw.") { p, a in
            ProcessPointer(p).raise(.throw, NativeArguments(a)[0]).bits
        },
        Native("erlang", "nif_error", 1, .ordinary, "Raises an error.") { p, a in ProcessPointer(p).raise(.error, NativeArguments(a)[0]).bits },
        Native("erlang", "nif_error", 2, .ordinary, "Raises an error, with the arguments of the function.") { p, a in
            ProcessPointer(p).raise(.error, NativeArguments(a)[0]).bits
        },
        Native("erlang", "raise", 3, .ordinary, "Raises an exception with a class, a reason and a stack trace.") { p, a in
            raiseAgain(ProcessPointer(p), NativeArguments(a)).bits
        },
    ]
}

private func raiseAgain(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    let kind: KnownAtom
    switch a[0] {
    case Term(.error): kind = .error
    case Term(.exit): kind = .exit
    case Term(.throw): kind = .throw
    default: return Term(.badarg)
    }
    var rest = a[2]
    while rest.isCons {
        guard isTraceEntry(rest.head) else { return Term(.badarg) }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return Term(.badarg) }
    _ = p.raise(kind, a[1])
    p.pointee.exceptionTrace = a[2]
    return .raised
}

/// `{module, function, arity or arguments, location}`, `{module, function, arity or arguments}`, or a fun in place of the
/// first two.
private func isTraceEntry(_ entry: Term) -> Bool {
    guard entry.isTuple else { return false }
    let size = entry.tupleSize
    if size >= 2, entry.element(0).isFun { return size <= 3 && isArity(entry.element(1)) && (size == 2 || entry.element(2).isList) }
    guard size == 3 || size == 4, entry.element(0).isAtom, entry.element(1).isAtom, isArity(entry.element(2)) else { return false }
    return size == 3 || entry.element(3).isList
}

private func isArity(_ term: Term) -> Bool { term.isList || (term.isSmall && term.small >= 0) }
