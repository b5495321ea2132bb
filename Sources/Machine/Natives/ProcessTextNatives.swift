// Natives of `:erlang` between pids, ports, references and their texts: `<0.Index.Generation>`, `#Ref<0.A.B.C>`.
import Bytecode

/// The bytes of a list of characters below 256; nil: it is none, or longer than any such text.
private func characters(_ list: Term) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = list
    while rest.isCons {
        guard rest.head.isSmall, (0..<256).contains(rest.head.small), bytes.count < 100 else { return nil }
        bytes.append(UInt8(rest.head.small))
        rest = rest.tail
    }
    return rest.isEmptyList ? bytes : nil
}

private func charlist(_ p: ProcessPointer, _ text: String) -> Term {
    p.list(text.utf8.map { Term(small: Int($0)) })
}

/// The numbers of `Prefix<A.B…>`; nil: the text has another form.
private func numbers(_ list: Term, prefix: String, count: Int) -> [UInt64]? {
    guard var bytes = characters(list), bytes.starts(with: Array((prefix + "<").utf8)), bytes.last == UInt8(ascii: ">") else { return nil }
    bytes.removeFirst(prefix.utf8.count + 1)
    bytes.removeLast()
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy { (48...57).contains($0) } ? UInt64(String(decoding: part, as: UTF8.self)) : nil }
    return parts.count == count && numbers.count == count ? numbers : nil
}

/// Bits of a reference's number that its text shows in each of the last two places.
private let referencePart: UInt64 = 18

enum ProcessText {
    static func pid(_ pid: Term) -> String { "<0.\(pid.pidIndex).\(pid.pidGeneration)>" }

    static func reference(_ number: UInt64) -> String {
        let mask: UInt64 = 1 << referencePart - 1
        return "#Ref<0.\(number >> (2 * referencePart)).\(number >> referencePart & mask).\(number & mask)>"
    }
}

enum ProcessTextNatives {
    static let rows: [Native] = [
        Native("erlang", "pid_to_list", 1, .ordinary, "The text of a pid, as characters.") { p, a in
            let p = ProcessPointer(p), pid = NativeArguments(a)[0]
            if pid.isLocalPid { return charlist(p, ProcessText.pid(pid)).bits }
            guard pid.isBoxed(.externalPid) else { return p.badArgument().bits }
            return charlist(p, "<1.\(pid.body(0).bits).\(pid.body(1).bits)>").bits
        },
        Native("erlang", "list_to_pid", 1, .ordinary, "The pid with that text.") { p, a in
            let p = ProcessPointer(p)
            guard let numbers = numbers(NativeArguments(a)[0], prefix: "", count: 3), numbers[0] == 0, numbers[1] < UInt64(ProcessTable.maximumIndex),
                  numbers[2] <= UInt64(UInt32.max) else { return p.badArgument().bits }
            return Term(pidIndex: Int(numbers[1]), generation: UInt32(numbers[2])).bits
        },
        Native("erlang", "port_to_list", 1, .ordinary, "The text of a port, as characters.") { p, a in
            let p = ProcessPointer(p), port = NativeArguments(a)[0]
            guard port.isLocalPort else { return p.badArgument().bits }
            return charlist(p, "#Port<0.\(port.pidIndex)>").bits
        },
        Native("erlang", "list_to_port", 1, .ordinary, "The port with that text.") { p, a in
            let p = ProcessPointer(p)
            guard let numbers = numbers(NativeArguments(a)[0], prefix: "#Port", count: 2), numbers[0] == 0,
                  numbers[1] < UInt64(ProcessTable.maximumIndex) else { return p.badArgument().bits }
            return Term(pidIndex: Int(numbers[1]), generation: 0, isPort: true).bits
        },
        Native("erlang", "ref_to_list", 1, .ordinary, "The text of a reference, as characters.") { p, a in
            let p = ProcessPointer(p), reference = NativeArguments(a)[0]
            guard reference.isBoxed(.reference) || reference.isBoxed(.magic) || reference.isBoxed(.externalReference) else { return p.badArgument().bits }
            return charlist(p, ProcessText.reference(reference.body(0).bits)).bits
        },
        Native("erlang", "list_to_ref", 1, .ordinary, "The reference with that text.") { p, a in
            let p = ProcessPointer(p)
            let mask: UInt64 = 1 << referencePart - 1
            guard let numbers = numbers(NativeArguments(a)[0], prefix: "#Ref", count: 4), numbers[0] == 0, numbers[1] >> 28 == 0,
                  numbers[2] <= mask, numbers[3] <= mask else { return p.badArgument().bits }
            return p.reference(numbers[1] << (2 * referencePart) | numbers[2] << referencePart | numbers[3], owner: 0).bits
        },
    ]
}
