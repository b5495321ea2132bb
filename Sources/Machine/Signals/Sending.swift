// Making and sending signals: messages, exits, downs. A sender copies a term once, into the signal.
import Bytecode

/// Words that signals need besides their reason.
enum SignalWords {
    /// Words that an exit signal needs besides its reason: `{'EXIT', From, Reason}`.
    static let exit = 4
    /// Words that a down signal needs besides its reason: the message, its reference, `{Name, Node}`.
    static let down = 6 + 3 + 3
}

extension UnsafeMutablePointer where Pointee == Process {
    /// May a message go from this process of a limited domain to that one? What a broker is sent is data.
    @inline(never)
    fileprivate func mayCross(to process: ProcessPointer, _ message: Term) -> Bool {
        domain.mayReach(process.domain) || (domain.isBroker(process.pointee.pid) && isPlainData(message))
    }
}

extension UnsafeMutablePointer where Pointee == MachineCore {
    /// Sends a copy of a message to a pid. Nothing happens if there is no such process, or none that the sender may see.
    @inline(__always)
    func send(_ message: Term, to pid: Term, from sender: ProcessPointer) {
        guard let process = find(pid.bits) else {
            if sender.isTraced { sender.tellOfSend(message, to: pid, exists: false) }
            return
        }
        if sender.pointee.flags & (ProcessFlags.limited | ProcessFlags.traced) != 0 {
            if sender.isLimited, !sender.mayCross(to: process, message) { return }
            if sender.isTraced { sender.tellOfSend(message, to: pid, exists: true) }
        }
        let signal = Signal.copying(message, .message, target: pid.bits, self)
        signal.pointee.fragment.messageTag = MessageTag.of(message)
        signal.pointee.from = sender.pointee.pid
        if !process.push(signal) { signal.discard() }
    }

    /// Sends a copy of a message to the alias that a reference is.
    func send(_ message: Term, toAlias number: UInt64, of owner: UInt64, from sender: ProcessPointer) {
        guard let process = find(owner) else { return }
        if sender.isLimited, !sender.mayCross(to: process, message) { return }
        if sender.isTraced { sender.tellOfSend(message, to: sender.reference(number, owner: owner), exists: true) }
        let signal = Signal.copying(message, .aliasMessage, target: owner, self)
        signal.pointee.fragment.messageTag = MessageTag.of(message)
        signal.pointee.from = sender.pointee.pid
        signal.pointee.number = number
        if !process.push(signal) { signal.discard() }
    }

    /// Sends an exit signal as `exit/2` does.
    func sendExit(from sender: Term, to pid: Term, reason: Term) {
        let signal = Signal.copying(reason, .exit, target: pid.bits, extraWords: SignalWords.exit, self)
        signal.pointee.from = sender
        if !deliver(signal) { signal.discard() }
    }

    /// Sends the exit signal of a link.
    func sendLinkExit(from sender: Term, to pid: Term, reason: Term) {
        let signal = Signal.copying(reason, .linkExit, target: pid.bits, extraWords: SignalWords.exit, self)
        signal.pointee.from = sender
        if !deliver(signal) { signal.discard() }
    }

    func sendDown(number: UInt64, to pid: Term, reason: Term) {
        let signal = Signal.copying(reason, .down, target: pid.bits, extraWords: SignalWords.down, self)
        signal.pointee.number = number
        if !deliver(signal) { signal.discard() }
    }

    /// Sends a signal without a term. False: there is no such process.
    func sendPlain(_ kind: SignalKind, to pid: Term, from sender: Term, number: UInt64 = 0) -> Bool {
        guard let process = find(pid.bits) else { return false }
        let signal = Signal.allocate(kind, target: pid.bits, words: 0)
        signal.pointee.from = sender
        signal.pointee.number = number
        if process.push(signal) { return true }
        signal.discard()
        return false
    }

    /// Turns an unlink signal into its own acknowledgement.
    func acknowledgeUnlink(_ signal: SignalPointer) {
        let target = Term(bits: signal.pointee.target)
        signal.pointee.kind = .unlinkAcknowledge
        signal.pointee.target = signal.pointee.from.bits
        signal.pointee.from = target
        if !deliver(signal) { signal.discard() }
    }

    /// Answers a question whose target does not exist.
    func answerForNobody(_ question: SignalPointer) {
        let answer: Term
        switch QuestionKind(rawValue: question.pointee.option).unsafelyUnwrapped {
        case .isAlive, .collect, .checkCode: answer = Term(.false)
        case .information: answer = Term(.undefined)
        case .suspend, .groupLeader, .flag, .trace: answer = Term(.noproc)
        }
        let signal = Signal.allocate(.answer, target: question.pointee.from.bits, words: 0)
        signal.pointee.number = question.pointee.number
        signal.pointee.term = answer
        if !deliver(signal) { signal.discard() }
    }
}

extension Machine {
    /// Sends a copy of a message that no process sends. Nothing happens if there is no such process.
    public func send(_ message: Term, to pid: Term) {
        let signal = Signal.copying(message, .message, target: pid.bits, schedulers.core)
        if !deliver(signal) { signal.discard() }
    }

    /// Sends a signal to the process in its `target`. False: there is no such process, and the signal is the caller's.
    public func deliver(_ signal: SignalPointer) -> Bool { schedulers.core.deliver(signal) }
}
