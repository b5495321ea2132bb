// The timeout of a receive: a timer that its process owns, set at the first wait and gone when a message is taken.
import Bytecode

extension UnsafeMutablePointer where Pointee == Process {
    /// Starts the timeout of the current receive.
    func startReceiveTimer(milliseconds: Int) {
        let schedulers = machine.schedulers
        let timer = TimerPointer.allocate(capacity: 1)
        timer.initialize(to: MachineTimer(
            deadline: schedulers.chooser.monotonicTime() + milliseconds * 1_000_000, number: nextReferenceNumber(),
            signal: nil, destination: pointee.pid, owner: pointee.pid))
        pointee.timer = timer
        pointee.timerHeap = UInt32(schedulers.timerHeapIndex)
        schedulers.all[Int(pointee.timerHeap)].timers.insert(timer)
    }

    /// Ends the timeout, whether it is over or not.
    @inline(never)
    func cancelReceiveTimer() {
        guard let timer = pointee.timer else { return }
        machine.schedulers.all[Int(pointee.timerHeap)].timers.remove(timer)
        timer.deallocate()
        pointee.timer = nil
        pointee.flags &= ~ProcessFlags.timedOut
    }
}

extension Schedulers {
    /// The heap that the calling thread puts timers into: its own.
    @inline(__always) var timerHeapIndex: Int { core.currentScheduler?.pointee.index ?? 0 }
}
