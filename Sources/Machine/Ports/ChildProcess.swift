// A program of the host that a port talks to: how it is started, and the pipes to it. Ports themselves are in Port.swift.
import CHost
import Glibc

/// What to start, and with which surroundings.
struct ChildDescription {
    var path: [UInt8] = []
    /// The first is the program's own name.
    var arguments: [[UInt8]] = []
    /// Of `NAME=VALUE`.
    var environment: [[UInt8]] = []
    var directory: [UInt8] = []
    /// Descriptors 3 and 4 instead of standard input and output.
    var leavesStandardStreams = false
    var mergesErrors = false
    /// Does the port read, and write?
    var reads = true
    var writes = true
}

struct ChildProcess {
    let pid: pid_t
    /// Where the program's output comes from and its input goes to; -1: nowhere.
    let output: Int32
    let input: Int32

    /// Starts a program; nil leaves the reason in `errno`.
    static func start(_ child: ChildDescription) -> ChildProcess? {
        var toChild: (read: Int32, write: Int32) = (-1, -1)
        var fromChild: (read: Int32, write: Int32) = (-1, -1)
        func closeAll() { for descriptor in [toChild.read, toChild.write, fromChild.read, fromChild.write] where descriptor >= 0 { close(descriptor) } }
        if child.writes {
            guard let pipe = makePipe() else { return nil }
            toChild = pipe
        }
        if child.reads {
            guard let pipe = makePipe() else {
                closeAll()
                return nil
            }
            fromChild = pipe
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let (input, output): (Int32, Int32) = child.leavesStandardStreams ? (3, 4) : (0, 1)
        // A pipe must not stand where another one is to be put.
        let safeRead = fcntl(toChild.read, F_DUPFD_CLOEXEC, 10)
        let safeWrite = fcntl(fromChild.write, F_DUPFD_CLOEXEC, 10)
        defer { for descriptor in [safeRead, safeWrite] where descriptor >= 0 { close(descriptor) } }
        if child.writes { posix_spawn_file_actions_adddup2(&actions, safeRead, input) }
        if child.reads {
            posix_spawn_file_actions_adddup2(&actions, safeWrite, output)
            if child.mergesErrors { posix_spawn_file_actions_adddup2(&actions, safeWrite, 2) }
        }
        withCPath(child.directory) { _ = posix_spawn_file_actions_addchdir_np(&actions, $0) }

        // The machine's threads block signals; a program expects none blocked or ignored.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t(), all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var pid: pid_t = 0
        let result = withCStrings(child.arguments) { arguments in
            withCStrings(child.environment) { environment in
                withCPath(child.path) { posix_spawn(&pid, $0, &actions, &attributes, arguments, environment) }
            }
        }
        if result != 0 {
            closeAll()
            errno = result
            return nil
        }
        if toChild.read >= 0 { close(toChild.read) }
        if fromChild.write >= 0 { close(fromChild.write) }
        return ChildProcess(pid: pid, output: fromChild.read, input: toChild.write)
    }

    static func makePipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}

/// Calls back with texts as C has lists of them.
private func withCStrings<Result>(_ texts: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { text in
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
        for (index, byte) in text.enumerated() { copy[index] = CChar(bitPattern: byte) }
        copy[text.count] = 0
        return copy
    }
    pointers.append(nil)
    defer { for pointer in pointers { pointer?.deallocate() } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
}
