// The end of a process: a state that releases what ties it to others in counted slices, in an order that others can rely
// on: its names and tables are gone before anybody hears of its end, and it is not alive once they have heard.
import Bytecode
import Synchronization

extension UnsafeMutablePointer where Pointee == Process {
    /// Relations released in one slice.
    private static var exitSlice: Int { 500 }

    /// The reason that links and monitors are told, made from the exception's class.
    private func makeExitReason() {
        let reason = pointee.exceptionReason
        if pointee.exceptionClass == KnownAtom.exit || pointee.exceptionClass == Term.none { return }
        let trace = pointee.exceptionTrace == Term.none ? Term.emptyList : pointee.exceptionTrace
        if pointee.exceptionClass == KnownAtom.throw {
            pointee.exceptionReason = tuple(tuple(Term(.nocatch), reason), trace)
        } else {
            pointee.exceptionReason = tuple(reason, trace)
        }
    }

    /// The process has returned from its first function, or raised what nobody caught, or was killed. Class and reason
    /// are in the exception fields; `none` as class means a normal return.
    func beginExit() {
        pointee.state.store(ProcessState.exiting.rawValue, ordering: .relaxed)
        pointee.flags |= ProcessFlags.exiting
        if pointee.exceptionClass == Term.none { pointee.exceptionReason = Term(.normal) }
        if pointee.exceptionClass == KnownAtom.error || pointee.exceptionClass == KnownAtom.throw {
            makeExitReason()
            pointee.exceptionClass = Term(.exit)
            reportCrash()
        }
        if pointee.timer != nil { cancelReceiveTimer() }
        if isTraced { tell(.processes, "exit", pointee.exceptionReason) }
        releaseNames()
        for hook in machine.schedulers.exitHooks { hook(self) }
        pointee.flags |= ProcessFlags.closed
        var pending = takeInbox(leaving: InboxHead.closed)
        while let signal = pending {
            pending = signal.next
            refuse(signal)
        }
    }

    /// Goes on with the exit. True: the slot is free again and must not be touched.
    func continueExit() -> Bool {
        if pointee.flags & ProcessFlags.closed == 0 { beginExit() }
        if let relations = pointee.relations, !release(relations) { return false }
        finishExit()
        return true
    }

    /// Tells links and monitors, some at a time. True: nobody is left.
    private func release(_ relations: UnsafeMutablePointer<Relations>) -> Bool {
        let core = pointee.core
        var budget = Self.exitSlice
        while budget > 0 {
            budget -= 1
            if let (pid, link) = relations.pointee.links.removeLast() {
                guard link.unlinking == 0 else { continue }
                core.sendLinkExit(from: pointee.pid, to: Term(bits: pid), reason: reason(for: pid))
            } else if let (number, watcher) = relations.pointee.monitoredBy.removeLast() {
                core.sendDown(number: number, to: Term(bits: watcher.pid), reason: reason(for: watcher.pid))
            } else if let (number, monitor) = relations.pointee.monitors.removeLast() {
                monitor.tag?.discard()
                if monitor.target != 0 { _ = core.sendPlain(.demonitor, to: Term(bits: monitor.target), from: pointee.pid, number: number) }
            } else if let (pid, _) = relations.pointee.suspending.removeLast() {
                _ = core.sendPlain(.resume, to: Term(bits: pid), from: pointee.pid)
            } else {
                return true
            }
        }
        return false
    }

    /// The reason as a process may hear it: outside of a limited domain it is data, for to print a struct calls its module's code.
    private func reason(for pid: UInt64) -> Term {
        let reason = pointee.exceptionReason
        guard isLimited, let other = pointee.core.find(pid), !domain.mayReach(other.domain), !isPlainData(reason) else { return reason }
        let confined = machine.atoms.term("confined")
        guard reason.isTuple, reason.tupleSize == 2, reason.element(0).isMap else { return confined }
        let name = mapGet(reason.element(0), Term(.__struct__)), message = mapGet(reason.element(0), Term(.message))
        return tuple(confined, name.isAtom ? name : Term(.undefined), message.isBinary ? message : Term(.undefined))
    }

    /// Frees what the process has, without telling anybody: the machine has stopped.
    func abandon() {
        if pointee.timer != nil { cancelReceiveTimer() }
        if pointee.flags & ProcessFlags.closed == 0 {
            var pending = takeInbox(leaving: InboxHead.closed)
            while let signal = pending {
                pending = signal.next
                signal.discard()
            }
        }
        freeMailboxAndRelations()
        releaseHeap()
        if isLimited { pointee.domain.release() }
        pointee.identity.store(0, ordering: .releasing)
    }

    private func freeMailboxAndRelations() {
        discardMessages()
        if pointee.tracing != nil { endTracing() }
        if let relations = pointee.relations {
            relations.pointee.free()
            relations.deallocate()
            pointee.relations = nil
        }
    }

    /// Frees everything and gives the slot back.
    private func finishExit() {
        let machine = self.machine
        let pid = pointee.pid
        freeMailboxAndRelations()
        if isLimited {
            domain.childEnded()
            _ = domain.charge(words: -pointee.chargedWords)
            // Whoever has just found this process may still be looking at its domain.
            machine.schedulers.epochs.retire(pointee.domain.toOpaque()) { Unmanaged<Domain>.fromOpaque($0).release() }
        }
        let isMain = machine.schedulers.mainProcess == pid
        let reason = pointee.exceptionReason
        if isMain { machine.schedulers.mainEnded(normally: reason == KnownAtom.normal) }
        releaseHeap()
        pointee.state.store(ProcessState.free.rawValue, ordering: .relaxed)
        pointee.identity.store(0, ordering: .releasing)
        machine.processTable.giveBack(self)
    }

    /// Frees all areas of the process and drops what they refer to.
    private func releaseHeap() {
        pointee.youngCounted.releaseAll()
        pointee.oldCounted.releaseAll()
        pointee.youngCounted.free()
        pointee.oldCounted.free()
        var fragment = pointee.fragments
        while let current = fragment {
            fragment = current.pointee.next
            current.pointee.counted.releaseAll()
            Fragment.free(current)
        }
        pointee.fragments = nil
        Blocks.free(pointee.blockStart, pointee.blockEnd - pointee.blockStart)
        if pointee.oldEnd != pointee.oldStart { Blocks.free(pointee.oldStart, pointee.oldEnd - pointee.oldStart) }
    }

    /// Takes the process's registered name away.
    private func releaseNames() {
        let name = pointee.registeredName.exchange(Registry.ended, ordering: .acquiringAndReleasing)
        if name != 0, isTraced { tell(.processes, "unregister", Term(bits: name)) }
        if name != 0 { domain.names.release(Term(bits: name), of: pointee.pid) }
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// Throws all frames but the bottom of the stack away. The process is in a native of its current frame.
    func unwindToBottom() {
        let bottom = pointee.blockEnd - 2
        assert(bottom[1] == UInt64(UInt(bitPattern: machine.processExitAddress)))
        pointee.fp = bottom
        forgetStackMark()
        pointee.liveArguments = 0
    }
}
