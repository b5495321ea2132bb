// Where the mailbox ended when the process made its latest references. A message that was in it by then cannot hold such a
// reference, so a receive that waits for one of them starts at the mark instead of at the first message (`receiveMark`).
//
//     mailbox:  m1 → m2 → m3 → m4 → m5 → …
//     marks:         ↑ 4096    ↑ 4099         a reference of number 4098 is in m3 or later, one of 4099 or more in m5 or later
//
// Numbers come from the machine in blocks (Relations.swift), so a mark speaks for the numbers of its own block only: a greater
// number of another block may be an older reference of another process.

/// One mark: references of that number and later ones of its block are younger than all messages before the link.
struct ReceiveMark {
    let number: UInt64
    var link: MessageLink
}

enum ReceiveMarks {
    /// Of more than these every other one is dropped, the older of the two staying: it is true for the references of both.
    static let capacity = 8
    /// Numbers of a block, as a power of two.
    static let blockBits: UInt64 = 12
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The process makes a reference of that number while there are messages.
    @inline(never)
    func addReceiveMark(_ number: UInt64) {
        let marks: UnsafeMutablePointer<ReceiveMark>
        if let made = pointee.receiveMarks { marks = made } else {
            marks = .allocate(capacity: ReceiveMarks.capacity)
            pointee.receiveMarks = marks
        }
        var count = pointee.receiveMarkCount
        if count > 0, marks[count - 1].link == pointee.messagesEnd,
           marks[count - 1].number >> ReceiveMarks.blockBits == number >> ReceiveMarks.blockBits { return }
        if count == ReceiveMarks.capacity {
            count /= 2
            for index in 0..<count { marks[index] = marks[index * 2] }
        }
        marks[count] = ReceiveMark(number: number, link: pointee.messagesEnd)
        pointee.receiveMarkCount = count + 1
    }

    /// The first message that may hold the reference of that number.
    func firstLink(mayHold number: UInt64) -> MessageLink {
        guard let marks = pointee.receiveMarks else { return mailboxStart }
        var index = pointee.receiveMarkCount
        while index > 0 {
            index -= 1
            guard marks[index].number <= number else { continue }
            return marks[index].number >> ReceiveMarks.blockBits == number >> ReceiveMarks.blockBits ? marks[index].link : mailboxStart
        }
        return mailboxStart
    }

    /// A receive begins all of whose clauses need that term: moves the position, if the term is a reference with a mark.
    @inline(never)
    func skipOlderMessages(than term: Term) {
        guard pointee.receivePosition == mailboxStart, term.isBoxed(.reference) else { return }
        pointee.receivePosition = firstLink(mayHold: term.body(0).bits)
    }

    /// The message whose `next` is `gone` is taken out; `link` leads to it.
    @inline(never)
    func moveReceiveMarks(from gone: MessageLink, to link: MessageLink) {
        guard pointee.messagesFirst != nil else { return pointee.receiveMarkCount = 0 }
        let marks = pointee.receiveMarks.unsafelyUnwrapped
        for index in 0..<pointee.receiveMarkCount where marks[index].link == gone { marks[index].link = link }
    }

    func freeReceiveMarks() {
        pointee.receiveMarks?.deallocate()
        pointee.receiveMarks = nil
        pointee.receiveMarkCount = 0
    }
}
