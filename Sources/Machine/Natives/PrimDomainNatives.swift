// `:prim_domain`: what brokers between domains ask.
import Bytecode

enum PrimDomainNatives {
    static let rows: [Native] = [
        Native("prim_domain", "number", 1, .ordinary, "The number of a process's domain, 0 for the root; :undefined if there is no such process.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isLocalPid else { return p.badArgument().bits }
            guard let other = p.pointee.core.find(a[0].bits), p.reaches(a[0]) else { return Term(.undefined).bits }
            return Term(small: Int(other.domain.namespace)).bits
        },
    ]
}
