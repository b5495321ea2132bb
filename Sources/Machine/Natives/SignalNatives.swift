// `:prim_signal`: the host's signals as values. A signal that nobody awaits keeps the effect it has on any program.
//
//     await([:sighup | :sigint | :sigterm | :sigusr1 | :sigusr2 | :sigwinch]) → the name of the next one to arrive
//
// From the first call on, the signals named do nothing else. Several processes may await signals: each arrival goes to one of them.
import Bytecode
import Glibc

enum SignalNatives {
    static let rows: [Native] = [
        Native("prim_signal", "await", 1, .blocking, authority: .machineControl, "Waits for a signal of the host.") { p, a in
            awaitSignal(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
    ]

    private static let numbers: [(name: String, number: Int32)] = [
        ("sighup", SIGHUP), ("sigint", SIGINT), ("sigterm", SIGTERM), ("sigusr1", SIGUSR1), ("sigusr2", SIGUSR2), ("sigwinch", SIGWINCH),
    ]

    /// Handlers may only do what is safe at any moment: they write the number into this pipe.
    nonisolated(unsafe) private static var pipeEnds: [Int32] = {
        var ends: [Int32] = [-1, -1]
        _ = ends.withUnsafeMutableBufferPointer { pipe($0.baseAddress) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        arrivals = ends[1]
        return ends
    }()
    nonisolated(unsafe) private static var arrivals: Int32 = -1

    private static func awaitSignal(_ p: ProcessPointer, _ names: Term) -> Term {
        if p.pointee.nativeState == Term.none {
            var names = names
            while names.isCons {
                let name = names.head
                names = names.tail
                guard name.isAtom, let row = numbers.first(where: { $0.name == p.machine.atoms.string(name) }) else { return p.badArgument() }
                _ = pipeEnds
                var action = sigaction()
                action.__sigaction_handler.sa_handler = { number in
                    let saved = errno
                    var byte = UInt8(truncatingIfNeeded: number)
                    _ = Glibc.write(SignalNatives.arrivals, &byte, 1)
                    errno = saved
                }
                action.sa_flags = SA_RESTART
                sigaction(row.number, &action, nil)
            }
        }
        return p.runBlocking {
            {
                var byte: UInt8 = 0
                while Glibc.read(pipeEnds[0], &byte, 1) != 1 {}
                return .name(numbers.first { $0.number == Int32(byte) }?.name ?? "sigint")
            }
        }
    }
}
