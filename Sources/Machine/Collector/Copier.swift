// Cheney's algorithm over one process: what `collect` uses to move live objects. Young survivors go to `top`, those that
// survive for the second time to `oldTop`; both regions are scanned until nothing is left.
import Bytecode

struct Copier {
    let isMajor: Bool
    private let heapStart: UInt
    private let youngBytes: UInt
    /// What lies that near to heapStart goes to the old segment.
    private var matureBytes: UInt
    private let oldStart: UInt
    private let oldBytes: UInt
    private let literalStart: UInt
    private let literalBytes: UInt
    /// The words of the message at the receive position: live terms may point into it, and it stays where it is.
    private let peekedStart: UInt
    private let peekedBytes: UInt
    private let target: WordPointer
    private var oldScanStart: WordPointer
    /// Next free words.
    var top: WordPointer
    var oldTop: WordPointer
    var externalBytes = 0
    /// Does anything refer to the message at the receive position?
    private(set) var metMessage = false

    init(_ p: ProcessPointer, target: WordPointer, isMajor: Bool, _ machine: Machine) {
        self.isMajor = isMajor
        heapStart = UInt(bitPattern: p.pointee.heapStart)
        youngBytes = UInt(bitPattern: p.pointee.hp) - heapStart
        matureBytes = isMajor ? 0 : UInt(bitPattern: p.pointee.highWater) - heapStart
        oldStart = UInt(bitPattern: p.pointee.oldStart)
        oldBytes = isMajor ? 0 : UInt(bitPattern: p.pointee.oldEnd) - oldStart
        literalStart = machine.literals.start
        literalBytes = machine.literals.size
        if let message = p.pointee.receivePosition.pointee {
            peekedStart = UInt(bitPattern: message.pointee.fragment.start)
            peekedBytes = UInt(bitPattern: message.pointee.fragment.top) - peekedStart
        } else {
            peekedStart = 0
            peekedBytes = 0
        }
        self.target = target
        top = target
        oldTop = p.pointee.oldTop
        oldScanStart = p.pointee.oldTop
    }

    /// Must the object at that address move?
    @inline(__always)
    private mutating func moves(_ address: UInt) -> Bool {
        if address &- heapStart < youngBytes { return true }
        if address &- literalStart < literalBytes || address &- oldStart < oldBytes { return false }
        if address &- peekedStart < peekedBytes {
            metMessage = true
            return false
        }
        return true
    }

    /// Moves what the frames down to that one and the process's struct refer to.
    mutating func roots(_ p: ProcessPointer, _ live: Live, downTo last: FramePointer?) {
        var copier = self
        forEachRoot(p, live, downTo: last) { copier.evacuate($0) }
        self = copier
    }

    /// Moves all that the frames deeper than that one refer to, directly or not, to the old segment. Comes before `roots`, so
    /// that nothing of it has become young.
    mutating func promote(_ p: ProcessPointer, deeperThan last: FramePointer) {
        var copier = self
        let mature = copier.matureBytes
        copier.matureBytes = UInt.max
        forEachDeepRoot(p, deeperThan: last, beyondMark: false) { copier.evacuate($0) }
        var old = oldScanStart
        while old < copier.oldTop { old = copier.scanObject(old) }
        copier.matureBytes = mature
        copier.oldScanStart = old
        self = copier
    }

    /// Replaces the term at `place` by where its object is now, moving it if it has not moved yet.
    @inline(__always)
    private mutating func evacuate(_ place: WordPointer) {
        let word = place.pointee
        let tag = word & 7
        if tag == 0 || tag >= 4 { return }
        let bits = UInt(word & ~7)
        if !moves(bits) { return }
        let object = WordPointer(bitPattern: bits).unsafelyUnwrapped
        let first = object[0]
        if tag == 1 {
            if first == Header(.movedCons, size: 0).bits {
                place.pointee = object[1]
                return
            }
            let cell: WordPointer
            if bits &- heapStart < matureBytes {
                cell = oldTop
                oldTop += 2
            } else {
                cell = top
                top += 2
            }
            cell[0] = first
            cell[1] = object[1]
            object[0] = Header(.movedCons, size: 0).bits
            object[1] = Term(cons: cell).bits
            place.pointee = object[1]
            return
        }
        if first & 7 != 6 {
            // The header has been replaced by the new address.
            place.pointee = first | tag
            return
        }
        let count = Header(bits: first).size &+ 1
        let cell: WordPointer
        if bits &- heapStart < matureBytes {
            cell = oldTop
            oldTop += count
        } else {
            cell = top
            top += count
        }
        if count <= 8 {
            var index = 0
            while index < count {
                cell[index] = object[index]
                index &+= 1
            }
        } else {
            cell.update(from: object, count: count)
        }
        object[0] = UInt64(UInt(bitPattern: cell))
        place.pointee = UInt64(UInt(bitPattern: cell)) | tag
    }

    /// Moves everything that moved objects refer to.
    mutating func scan() {
        var young = target
        var old = oldScanStart
        while young < top || old < oldTop {
            while young < top { young = scanObject(young) }
            while old < oldTop { old = scanObject(old) }
        }
    }

    /// Scans the object or cons at an address; gives the address behind it.
    @inline(__always)
    private mutating func scanObject(_ object: WordPointer) -> WordPointer {
        let header = Header(bits: object[0])
        guard header.isHeader else {
            evacuate(object)
            evacuate(object + 1)
            return object + 2
        }
        let end = object + header.size + 1
        if header.hasRawBody { return end }
        var place = object + 1
        while place < end {
            evacuate(place)
            place += 1
        }
        return end
    }

    /// Sorts a list of counted objects: those that moved into the lists of p, the others released. The list's items are
    /// addresses in areas that the collection empties.
    mutating func sweep(_ list: inout CountedList, _ p: ProcessPointer) {
        for index in 0..<Int(list.count) {
            let header = list.items.unsafelyUnwrapped[index]
            if header[0] & 7 == 6 {
                if moves(UInt(bitPattern: header)) { Counted.release(header) } else { keep(header, p) }
            } else {
                keep(WordPointer(bitPattern: UInt(header[0])).unsafelyUnwrapped, p)
            }
        }
    }

    private mutating func keep(_ header: WordPointer, _ p: ProcessPointer) {
        externalBytes += Counted.externalBytes(header)
        let isOld = header >= p.pointee.oldStart && header < p.pointee.oldEnd && !isMajor
        if isOld { p.pointee.oldCounted.append(header) } else { p.pointee.youngCounted.append(header) }
    }
}
