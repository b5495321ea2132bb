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
        Native("prim_domain", "natives", 0, .ordinary, "All natives as {module, name, arity, the authorities they need}.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(p.machine.code.natives.map { native in
                let names = Authority.names.filter { native.pointee.authority.contains($0.value) }.map { p.machine.atoms.term($0.key) }
                let export = native.pointee.export.pointee
                return p.tuple(export.module, export.function, Term(small: export.arity), p.list(names))
            }).bits
        },
    ]
}
