// The mailbox as `receive` sees it: peek, advance, take, wait. The interpreter calls these; signals that are no messages
// take effect while the inbox is fetched (SignalHandling.swift).
import Bytecode
import CHost
import Synchronization

/// What became of a wait with a timeout.
public enum WaitResult {
    /// The process is parked: return `.waiting` to the scheduler and do not touch the process.
    case parked
    /// Something arrived: look at the mailbox again.
    case signalled
    /// The time is over; the position is at the start again.
    case timedOut
    /// The timeout is no valid one: raise `timeout_value`. The position is at the start again.
    case invalid
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The first link of the mailbox.
    @inline(__always) var mailboxStart: MessageLink {
        withUnsafeMutablePointer(to: &pointee.messagesFirst) { $0 }
    }

    /// The message at the position, or `.none`. Fetches the inbox at the end of the mailbox, which may answer questions:
    /// hp and sp must be stored, and hp read again.
    @inline(__always)
    public func peekMessage() -> Term {
        if let message = pointee.receivePosition.pointee { return message.pointee.term }
        return fetchAndPeek()
    }

    @inline(never)
    func fetchAndPeek() -> Term {
        guard hasSignals else { return .none }
        handleSignals()
        return pointee.receivePosition.pointee?.pointee.term ?? .none
    }

    /// Removes the message at the position; its words become the process's. The position returns to the start and the
    /// timeout ends.
    @inline(__always)
    public func takeMessage() {
        let message = pointee.receivePosition.pointee.unsafelyUnwrapped
        unlinkMessage(at: pointee.receivePosition)
        pointee.receivePosition = mailboxStart
        if pointee.timer != nil { cancelReceiveTimer() }
        if message.holdsWords { adopt(message.asFragment) } else { Fragment.free(message.asFragment) }
    }

    /// Moves the position behind the message that it is at.
    @inline(__always)
    public func nextMessage() {
        pointee.receivePosition = pointee.receivePosition.pointee.unsafelyUnwrapped.nextLink
    }

    /// Moves the position to the next message that may be a tuple with that atom at its front, or to the end.
    /// Messages of one sender mostly lie one after the other: the tenth from here is asked for where it would be then.
    @inline(never)
    func skipMessages(notTagged tag: UInt32) {
        var position = pointee.receivePosition
        while let message = position.pointee {
            let found = message.pointee.fragment.messageTag
            if found == tag || found == MessageTag.unknown { break }
            let address = UInt(bitPattern: message)
            vial_prefetch(address &+ 10 &* (address &- UInt(bitPattern: position)))
            position = message.nextLink
        }
        pointee.receivePosition = position
    }

    @inline(__always)
    func unlinkMessage(at link: MessageLink) {
        let message = link.pointee.unsafelyUnwrapped
        link.pointee = message.next
        if pointee.messagesEnd == message.nextLink { pointee.messagesEnd = link }
        if isLimited { pointee.mailboxWords -= message.words }
        if pointee.receiveMarkCount > 0 { moveReceiveMarks(from: message.nextLink, to: link) }
        pointee.messageCount &-= 1
    }

    @inline(__always)
    func appendMessage(_ message: SignalPointer) {
        message.next = nil
        pointee.messagesEnd.pointee = message
        pointee.messagesEnd = message.nextLink
        pointee.messageCount &+= 1
        if isLimited { charge(message: message) }
    }

    /// Makes a fragment the process's own. It goes behind the one that allocations fill.
    @inline(__always)
    public func adopt(_ fragment: UnsafeMutablePointer<Fragment>) {
        pointee.fragmentWords &+= fragment.pointee.top - fragment.pointee.start
        if pointee.fragmentWords > pointee.fragmentWordsLimit { pointee.collectWanted = true }
        if let filling = pointee.fragments {
            fragment.pointee.next = filling.pointee.next
            filling.pointee.next = fragment
        } else {
            fragment.pointee.next = nil
            pointee.fragments = fragment
            pointee.fragmentTop = fragment.pointee.top
            pointee.fragmentLimit = fragment.pointee.top
        }
    }

    // MARK: Waiting

    /// Waits without a timeout. True: return `.waiting` and do not touch the process; registers and the pc to continue
    /// at must have been stored. False: look at the mailbox again.
    public func prepareToWait() -> Bool {
        // Of the slice counts what has been done; parked, the process is no longer ours to write to.
        let left = pointee.reductions + pointee.reductionsSetAside
        pointee.reductionsDone &-= left
        if pointee.isExiting {
            pointee.core.makeRunnable(self)
            return true
        }
        if park(as: .waiting) { return true }
        pointee.reductionsDone &+= left
        return false
    }

    /// What a native that has returned `.wait` does: true, it is parked, and its process must not be touched; false:
    /// signals have been handled, and the native is to be called again.
    public func waitInNative() -> Bool {
        // The native is called again from its arguments, which are all that lives in its frame.
        if pointee.collectWanted, !pointee.isExiting { _ = collect(self, need: 0, live: .arguments(pointee.liveArguments)) }
        if prepareToWait() { return true }
        handleSignals()
        return pointee.isExiting ? prepareToWait() : false
    }

    /// Waits at most that many milliseconds, counted from the first such wait since the last message was taken.
    public func waitForMessage(timeout: Term) -> WaitResult {
        if pointee.timer == nil {
            if timeout.isSmall {
                let milliseconds = timeout.small
                guard milliseconds >= 0, milliseconds <= Int(UInt32.max) else { return resetPosition(.invalid) }
                if milliseconds == 0 {
                    // What has arrived counts before the time is over.
                    if hasSignals && !pointee.isExiting { return .signalled }
                    return resetPosition(.timedOut)
                }
                if pointee.isExiting { return prepareToWait() ? .parked : .signalled }
                startReceiveTimer(milliseconds: milliseconds)
            } else if timeout != KnownAtom.infinity {
                return resetPosition(.invalid)
            }
        } else if pointee.flags & ProcessFlags.timedOut != 0 {
            cancelReceiveTimer()
            return resetPosition(.timedOut)
        }
        return prepareToWait() ? .parked : .signalled
    }

    private func resetPosition(_ result: WaitResult) -> WaitResult {
        pointee.receivePosition = mailboxStart
        return result
    }

    /// Discards all messages: the process has ended.
    func discardMessages() {
        var message = pointee.messagesFirst
        while let current = message {
            message = current.next
            current.discard()
        }
        pointee.messagesFirst = nil
        pointee.messagesEnd = mailboxStart
        pointee.receivePosition = mailboxStart
        pointee.messageCount = 0
        freeReceiveMarks()
    }
}
