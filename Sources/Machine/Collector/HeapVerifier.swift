// Walks the areas of a process and proves the invariants that the collector relies on. Runs around every collection under
// VIAL_GC_STRESS; a violation ends the OS process with what, where and in which process.
import Bytecode

enum HeapVerifier {
    /// Of so many minor collections of a process with more than `smallWords` one is verified with its old segment and its
    /// deep frames.
    private static let period = 64
    private static let smallWords = 4096

    /// Checks the roots and, object by object, the young heap after a collection, and the old segment.
    static func check(_ p: ProcessPointer, _ live: Live, _ when: String) {
        let verifier = Verifier(p, when)
        let isAfter = when.hasPrefix("after")
        forEachRoot(p, live, downTo: nil) { verifier.check($0.pointee, "root at \($0)") }
        if isAfter { verifier.walk(p.pointee.heapStart, p.pointee.hp, "young heap") }
        if p.pointee.hp > p.pointee.fp + 1 { verifier.fail("hp lies above fp") }
        let isSmall = p.pointee.oldTop - p.pointee.oldStart < smallWords && p.pointee.markOffset == 0
        guard isSmall || isAfter && p.pointee.minorCollections % period == 0 else { return }
        // Nothing old refers to anything young.
        let old = verifier.onlyOld
        old.walk(p.pointee.oldStart, p.pointee.oldTop, "old segment")
        if let frame = p.markedFrame { forEachDeepRoot(p, deeperThan: frame, beyondMark: true) { old.check($0.pointee, "deep root at \($0)") } }
    }

    private struct Verifier {
        let p: ProcessPointer
        let when: String
        var areas: [(start: UInt, end: UInt)]

        /// The same, where only old objects and literals may be referred to.
        var onlyOld: Verifier {
            var copy = self
            copy.areas = Array(areas[1...2])
            return copy
        }

        init(_ p: ProcessPointer, _ when: String) {
            self.p = p
            self.when = when
            var areas = [
                (UInt(bitPattern: p.pointee.heapStart), UInt(bitPattern: p.pointee.hp)),
                (UInt(bitPattern: p.pointee.oldStart), UInt(bitPattern: p.pointee.oldTop)),
                (p.machine.literals.start, p.machine.literals.start + p.machine.literals.size),
            ]
            if let message = p.pointee.receivePosition.pointee {
                areas.append((UInt(bitPattern: message.pointee.fragment.start), UInt(bitPattern: message.pointee.fragment.top)))
            }
            var fragment = p.pointee.fragments
            while let current = fragment {
                let top = current.pointee.end == p.pointee.fragmentLimit ? p.pointee.fragmentTop : current.pointee.top
                areas.append((UInt(bitPattern: current.pointee.start), UInt(bitPattern: top)))
                fragment = current.pointee.next
            }
            self.areas = areas
        }

        func fail(_ what: String) -> Never {
            fatalError("heap of process \(p.pointee.pid.pidIndex), \(when): \(what)")
        }

        /// Checks one word that must be a term.
        func check(_ word: UInt64, _ place: @autoclosure () -> String) {
            let term = Term(bits: word)
            let tag = word & 7
            if tag == 6 { fail("\(place()) is a header word: \(String(word, radix: 16))") }
            if tag == 0 || tag >= 4 { return }
            let address = UInt(word & ~7)
            guard areas.contains(where: { $0.start <= address && address < $0.end }) else {
                fail("\(place()) points outside of the process's areas: \(String(word, radix: 16))")
            }
            if tag == 1 { return }
            let header = Header(bits: term.bits & 7 == 3 ? term.floatAddress[0] : term.boxedAddress[0])
            guard header.isHeader else { fail("\(place()) points to no header: \(String(header.bits, radix: 16))") }
            if (tag == 3) != (header.kind == .float) { fail("\(place()) has the tag \(tag) and the kind \(header.kind)") }
        }

        /// Checks all objects of a contiguous area.
        func walk(_ start: WordPointer, _ end: WordPointer, _ name: String) {
            var object = start
            while object < end {
                let header = Header(bits: object[0])
                guard header.isHeader else {
                    check(object[0], "\(name), head of the cons at \(object)")
                    check(object[1], "\(name), tail of the cons at \(object)")
                    object += 2
                    continue
                }
                if !header.hasRawBody {
                    for index in 0..<header.size { check(object[index + 1], "\(name), word \(index) of the \(header.kind) at \(object)") }
                }
                object += header.size + 1
            }
            if object != end { fail("\(name) ends inside an object") }
        }
    }
}
