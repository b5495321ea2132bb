// `:prim_file`: files and directories of the host, for `:file` and `File`. All of it runs on the I/O pool, but for small writes to
// regular files: these reach the memory of the host at once, in less time than the way to the pool takes.
//
// A path is a binary or charlist; relative ones start from the machine's working directory. A failure is {:error, reason}
// with the POSIX name of the error. Modes of `open` are bits: 1 read, 2 write, 4 append, 8 exclusive, 16 keep what is there
// (of a file opened for writing, without 1), 32 synchronous. File information is
// {size, type, access, atime, mtime, ctime, mode, links, major_device, minor_device, inode, uid, gid}, times in seconds.
import Bytecode
import Glibc

/// An open file. It is closed when nothing refers to it any more, if nobody has closed it before.
final class OpenFile: MagicObject, @unchecked Sendable {
    private let lock = SpinLock()
    private var descriptor: Int32
    let isRegular: Bool

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        super.init()
    }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    /// -1 after `close`.
    var number: Int32 {
        lock.lock()
        defer { lock.unlock() }
        return descriptor
    }

    func close() -> HostValue {
        lock.lock()
        let old = descriptor
        descriptor = -1
        lock.unlock()
        return old < 0 ? .error("einval") : .outcome(Glibc.close(old))
    }
}

enum PrimFileNatives {
    static let rows: [Native] = [
        Native("prim_file", "open", 2, .blocking, authority: [.readFiles, .writeFiles], "{:ok, file} of a path opened with mode bits.") { p, a in
            open(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_file", "close", 1, .blocking, "Closes a file.") { p, a in onFile(ProcessPointer(p), NativeArguments(a)[0]) { $0.close() }.bits },
        Native("prim_file", "read", 2, .blocking, "{:ok, bytes} of up to so many bytes, or :eof.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let count = size(a[1]) else { return p.badArgument().bits }
            return onFile(p, a[0]) { readSome($0.number, count, at: nil) }.bits
        },
        Native("prim_file", "pread", 3, .blocking, "{:ok, bytes} of up to so many bytes at a position, or :eof.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let count = size(a[2]), a[1].isSmall, a[1].small >= 0 else { return p.badArgument().bits }
            let position = a[1].small
            return onFile(p, a[0]) { readSome($0.number, count, at: position) }.bits
        },
        Native("prim_file", "write", 2, .blocking, "Writes iodata.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let data = hostBytes(p, a[1]) else { return p.badArgument().bits }
            if p.pointee.nativeState == Term.none, data.count <= smallWrite, let file = a[0].magicObject(OpenFile.self), file.isRegular {
                return p.term(writeAll(file.number, data, at: nil)).bits
            }
            return onFile(p, a[0]) { writeAll($0.number, data, at: nil) }.bits
        },
        Native("prim_file", "lines", 1, .ordinary, "{lines of a binary with their ends as one character, what follows the last end}.") { p, a in
            lines(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("prim_file", "pwrite", 3, .blocking, "Writes iodata at a position.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let data = hostBytes(p, a[2]), a[1].isSmall, a[1].small >= 0 else { return p.badArgument().bits }
            let position = a[1].small
            return onFile(p, a[0]) { writeAll($0.number, data, at: position) }.bits
        },
        Native("prim_file", "seek", 3, .blocking, "{:ok, position} after moving by an offset from :bof, :cur or :eof.") { p, a in
            seek(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_file", "truncate", 1, .blocking, "Cuts a file off at its position.") { p, a in
            onFile(ProcessPointer(p), NativeArguments(a)[0]) {
                let position = lseek($0.number, 0, SEEK_CUR)
                return position < 0 ? .hostError : .outcome(ftruncate($0.number, position))
            }.bits
        },
        Native("prim_file", "sync", 1, .blocking, "Waits until what was written is on the disk.") { p, a in
            onFile(ProcessPointer(p), NativeArguments(a)[0]) { .outcome(fsync($0.number)) }.bits
        },
        Native("prim_file", "read_handle_info", 1, .blocking, "{:ok, information} of an open file.") { p, a in
            onFile(ProcessPointer(p), NativeArguments(a)[0]) { file in
                var status = stat()
                return fstat(file.number, &status) < 0 ? .hostError : .ok(information(status, access: 3))
            }.bits
        },
        Native("prim_file", "read_file", 1, .blocking, authority: .readFiles, "{:ok, bytes} of a whole file.") { p, a in
            onPath(ProcessPointer(p), NativeArguments(a)[0]) { readFile($0) }.bits
        },
        Native("prim_file", "write_file", 3, .blocking, authority: .writeFiles, "Writes a whole file: a path, iodata, mode bits.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let data = hostBytes(p, a[1]), a[2].isSmall else { return p.badArgument().bits }
            let mode = a[2].small
            return onPath(p, a[0]) { path in
                let descriptor = openPath(path, mode | 2)
                if descriptor < 0 { return .hostError }
                defer { Glibc.close(descriptor) }
                return writeAll(descriptor, data, at: nil)
            }.bits
        },
        Native("prim_file", "list_dir", 1, .blocking, authority: .readFiles, "{:ok, names} of a directory's entries.") { p, a in
            onPath(ProcessPointer(p), NativeArguments(a)[0]) { list($0) }.bits
        },
        Native("prim_file", "make_dir", 1, .blocking, authority: .writeFiles, "Makes a directory.") { p, a in
            onPath(ProcessPointer(p), NativeArguments(a)[0]) { .outcome(withCPath($0) { mkdir($0, 0o777) }) }.bits
        },
        Native("prim_file", "del_dir", 1, .blocking, authority: .writeFiles, "Deletes an empty directory.") { p, a in
            onPath(ProcessPointer(p), NativeArguments(a)[0]) { .outcome(withCPath($0) { rmdir($0) }) }.bits
        },
        Native("prim_file", "delete", 1, .blocking, authority: .writeFiles, "Deletes a file.") { p, a in
            onPath(ProcessPointer(p), NativeArguments(a)[0]) { path in
                let result = withCPath(path) { unlink($0) }
                // OTP says eperm of a directory.
                return result < 0 && errno == EISDIR ? .error("eperm") : .outcome(result)
            }.bits
        },
        Native("prim_file", "rename", 2, .blocking, authority: .writeFiles, "Renames a file or directory.") { p, a in
            onPaths(ProcessPointer(p), NativeArguments(a)) { from, to in .outcome(withCPath(from) { from in withCPath(to) { Glibc.rename(from, $0) } }) }.bits
        },
        Native("prim_file", "make_link", 2, .blocking, authority: .writeFiles, "Gives an existing file another name.") { p, a in
            onPaths(ProcessPointer(p), NativeArguments(a)) { from, to in .outcome(withCPath(from) { from in withCPath(to) { link(from, $0) } }) }.bits
        },
        Native("prim_file", "make_symlink", 2, .blocking, authority: .writeFiles, "Makes a symbolic link to a path, which may be relative.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let target = p.hostText(a[0]) else { return p.badArgument().bits }
            return onPath(p, a[1]) { path in .outcome(withCPath(target) { target in withCPath(path) { symlink(target, $0) } }) }.bits
        },
        Native("prim_file", "read_link", 1, .blocking, authority: .readFiles, "{:ok, path} that a symbolic link names.") { p, a in
            onPath(ProcessPointer(p), NativeArguments(a)[0]) { path in
                var target = [UInt8](repeating: 0, count: 4096)
                let count = withCPath(path) { path in
                    target.withUnsafeMutableBytes { readlink(path, $0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: CChar.self), 4096) }
                }
                return count < 0 ? .hostError : .ok(.bytes(Array(target.prefix(count))))
            }.bits
        },
        Native("prim_file", "read_info", 2, .blocking, authority: .readFiles, "{:ok, information} of a path; true: of what a link names.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            let follows = a[1] == KnownAtom.true
            return onPath(p, a[0]) { path in
                var status = stat()
                if withCPath(path, { follows ? stat($0, &status) : lstat($0, &status) }) < 0 { return .hostError }
                let access = withCPath(path) { (Glibc.access($0, R_OK) == 0 ? 1 : 0) | (Glibc.access($0, W_OK) == 0 ? 2 : 0) }
                return .ok(information(status, access: access))
            }.bits
        },
        Native("prim_file", "set_permissions", 2, .blocking, authority: .writeFiles, "Sets the mode of a file.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isSmall, a[1].small >= 0 else { return p.badArgument().bits }
            let mode = mode_t(a[1].small & 0o7777)
            return onPath(p, a[0]) { .outcome(withCPath($0) { chmod($0, mode) }) }.bits
        },
        Native("prim_file", "set_owner", 3, .blocking, authority: .writeFiles, "Sets user and group of a file; -1 leaves one as it is.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isSmall, a[2].isSmall else { return p.badArgument().bits }
            let user = uid_t(truncatingIfNeeded: a[1].small), group = gid_t(truncatingIfNeeded: a[2].small)
            return onPath(p, a[0]) { .outcome(withCPath($0) { chown($0, user, group) }) }.bits
        },
        Native("prim_file", "set_times", 3, .blocking, authority: .writeFiles, "Sets the times of access and change of a file, in seconds.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isSmall, a[2].isSmall else { return p.badArgument().bits }
            let times = [timespec(tv_sec: a[1].small, tv_nsec: 0), timespec(tv_sec: a[2].small, tv_nsec: 0)]
            return onPath(p, a[0]) { .outcome(withCPath($0) { utimensat(AT_FDCWD, $0, times, 0) }) }.bits
        },
        Native("prim_file", "get_cwd", 0, .ordinary, "{:ok, path} of the machine's working directory.") { p, _ in
            let p = ProcessPointer(p)
            return p.tuple(Term(.ok), p.binary(p.machine.data.host.workingDirectory)).bits
        },
        Native("prim_file", "set_cwd", 1, .blocking, authority: .machineControl, "Changes the machine's working directory.") { p, a in
            let p = ProcessPointer(p)
            let host = p.machine.data.host
            return onPath(p, NativeArguments(a)[0]) { path in
                guard let resolved = withCPath(path, { realpath($0, nil) }) else { return .hostError }
                defer { free(resolved) }
                var status = stat()
                if stat(resolved, &status) < 0 { return .hostError }
                guard status.st_mode & S_IFMT == S_IFDIR else { return .error("enotdir") }
                host.workingDirectory = String(cString: resolved)
                return .ok
            }.bits
        },
    ]
}

// MARK: Arguments

private func size(_ term: Term) -> Int? { term.isSmall && term.small >= 0 && term.small <= 1 << 32 ? term.small : nil }

/// Most bytes that are written to a regular file without leaving the scheduler.
private let smallWrite = 65_536

private func lines(_ p: ProcessPointer, _ term: Term) -> Term {
    guard isBinary(term) else { return p.badArgument() }
    let whole = BitView(term).bitOffset & 7 == 0 ? term : p.bitstring(BitView(term))
    let view = BitView(whole)
    let count = view.bitSize / 8
    if count == 0 { return p.tuple(.emptyList, term) }
    let base = view.base + view.bitOffset / 8
    // Ends from the first to the last; the list is made from its last element.
    var ends: [Int] = []
    ends.reserveCapacity(count / 32)
    var start = 0
    while start < count, let found = memchr(base + start, 10, count - start) {
        start = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
        ends.append(start)
    }
    let rest = start == 0 ? whole : p.part(of: whole, start * 8, (count - start) * 8)
    var list = Term.emptyList
    for index in ends.indices.reversed() {
        let from = index == 0 ? 0 : ends[index - 1], end = ends[index]
        let line: Term
        if end - from > 1, base[end - 2] == 13 {
            var bytes = Array(UnsafeBufferPointer(start: base + from, count: end - from - 1))
            bytes[bytes.count - 1] = 10
            line = p.binary(bytes)
        } else {
            line = p.part(of: whole, from * 8, (end - from) * 8)
        }
        list = p.cons(line, list)
    }
    return p.tuple(list, rest)
}

private func hostBytes(_ p: ProcessPointer, _ data: Term) -> [UInt8]? {
    // When the native is called again, the job has the bytes already.
    if p.pointee.nativeState.isSmall { return [] }
    guard let bytes = FlatBytes(data) else { return nil }
    defer { bytes.free() }
    return Array(bytes.buffer)
}

private func onFile(_ p: ProcessPointer, _ file: Term, _ body: @escaping (OpenFile) -> HostValue) -> Term {
    guard let file = file.magicObject(OpenFile.self) else { return p.badArgument() }
    return p.runBlocking { { body(file) } }
}

private func onPath(_ p: ProcessPointer, _ path: Term, _ body: @escaping ([UInt8]) -> HostValue) -> Term {
    guard let path = p.hostPath(path) else { return p.badArgument() }
    return p.runBlocking { { body(path) } }
}

private func onPaths(_ p: ProcessPointer, _ a: NativeArguments, _ body: @escaping ([UInt8], [UInt8]) -> HostValue) -> Term {
    guard let from = p.hostPath(a[0]), let to = p.hostPath(a[1]) else { return p.badArgument() }
    return p.runBlocking { { body(from, to) } }
}

// MARK: Work

private func openPath(_ path: [UInt8], _ mode: Int) -> Int32 {
    var flags = O_CLOEXEC
    if mode & 4 != 0 {
        flags |= (mode & 1 != 0 ? O_RDWR : O_WRONLY) | O_APPEND | O_CREAT
    } else if mode & 2 != 0 {
        flags |= (mode & 1 != 0 ? O_RDWR : O_WRONLY) | O_CREAT
        if mode & 1 == 0, mode & 16 == 0 { flags |= O_TRUNC }
    } else {
        flags |= O_RDONLY
    }
    if mode & 8 != 0 { flags |= O_EXCL | O_CREAT }
    if mode & 32 != 0 { flags |= O_SYNC }
    let descriptor = withCPath(path) { Glibc.open($0, flags, 0o666) }
    if descriptor >= 0 {
        // As in OTP, a directory is no file.
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            Glibc.close(descriptor)
            errno = EISDIR
            return -1
        }
    }
    return descriptor
}

private func open(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let path = p.hostPath(a[0]), a[1].isSmall else { return p.badArgument() }
    let mode = a[1].small
    let result = p.runBlocking {
        {
            let descriptor = openPath(path, mode)
            return descriptor < 0 ? .hostError : .ok(.integer(Int(descriptor)))
        }
    }
    guard result.isTuple, result.element(0) == KnownAtom.ok else { return result }
    let file = OpenFile(Int32(result.element(1).small))
    return p.tuple(Term(.ok), p.magicReference(file, number: p.nextReferenceNumber()))
}

private func readSome(_ descriptor: Int32, _ count: Int, at position: Int?) -> HostValue {
    if descriptor < 0 { return .error("einval") }
    if count == 0 { return .ok(.bytes([])) }
    var failure: HostValue?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = 0
        while filled < count {
            let room = buffer.baseAddress.unsafelyUnwrapped + filled
            let got = position.map { Glibc.pread(descriptor, room, count - filled, $0 + filled) } ?? Glibc.read(descriptor, room, count - filled)
            if got == 0 { return }
            if got < 0 {
                if errno == EINTR { continue }
                failure = .hostError
                return
            }
            filled += got
        }
    }
    if bytes.isEmpty { return failure ?? .name("eof") }
    return .ok(.bytes(bytes))
}

private func writeAll(_ descriptor: Int32, _ bytes: [UInt8], at position: Int?) -> HostValue {
    if descriptor < 0 { return .error("einval") }
    var done = 0
    while done < bytes.count {
        let count = bytes.withUnsafeBytes { raw in
            let start = raw.baseAddress.unsafelyUnwrapped + done
            return position.map { Glibc.pwrite(descriptor, start, bytes.count - done, $0 + done) } ?? Glibc.write(descriptor, start, bytes.count - done)
        }
        if count < 0 {
            if errno == EINTR { continue }
            return .hostError
        }
        done += count
    }
    return .ok
}

private func seek(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[2].isSmall else { return p.badArgument() }
    let offset = a[2].small
    let whence: Int32
    switch a[1] {
    case Term(.bof): whence = SEEK_SET
    case Term(.cur): whence = SEEK_CUR
    case Term(.eof): whence = SEEK_END
    default: return p.badArgument()
    }
    return onFile(p, a[0]) { file in
        let position = lseek(file.number, offset, whence)
        return position < 0 ? .hostError : .ok(.integer(position))
    }
}

private func readFile(_ path: [UInt8]) -> HostValue {
    let descriptor = openPath(path, 1)
    if descriptor < 0 { return .hostError }
    defer { Glibc.close(descriptor) }
    var status = stat()
    var bytes: [UInt8] = []
    // Files of /proc say they are empty: read until the end in any case.
    var step = fstat(descriptor, &status) == 0 ? Int(status.st_size) + 1 : 4096
    if step < 4096 { step = 4096 }
    while true {
        let old = bytes.count
        var failure: HostValue?
        let chunk = [UInt8](unsafeUninitializedCapacity: step) { buffer, filled in
            let got = Glibc.read(descriptor, buffer.baseAddress.unsafelyUnwrapped, step)
            if got < 0 { failure = errno == EINTR ? .ok : .hostError }
            filled = max(got, 0)
        }
        if let failure {
            if case .atom = failure { continue }
            return failure
        }
        if chunk.isEmpty { return .ok(.bytes(bytes)) }
        if old == 0 { bytes = chunk } else { bytes.append(contentsOf: chunk) }
        step = max(4096, bytes.count)
    }
}

private func list(_ path: [UInt8]) -> HostValue {
    guard let directory = withCPath(path, { opendir($0) }) else { return .hostError }
    defer { closedir(directory) }
    var names: [HostValue] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            let start = UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self)
            return Array(UnsafeBufferPointer(start: start, count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))))
        }
        if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
        names.append(.bytes(name))
    }
    return .ok(.list(names))
}

private func information(_ status: stat, access: Int) -> HostValue {
    let type: String
    switch status.st_mode & S_IFMT {
    case S_IFREG: type = "regular"
    case S_IFDIR: type = "directory"
    case S_IFLNK: type = "symlink"
    case S_IFCHR, S_IFBLK: type = "device"
    default: type = "other"
    }
    return .tuple([
        .integer(Int(status.st_size)), .name(type), .name(["none", "read", "write", "read_write"][access]),
        .integer(status.st_atim.tv_sec), .integer(status.st_mtim.tv_sec), .integer(status.st_ctim.tv_sec),
        .integer(Int(status.st_mode)), .integer(Int(status.st_nlink)), .integer(Int(status.st_dev)), .integer(Int(status.st_rdev)),
        .integer(Int(status.st_ino)), .integer(Int(status.st_uid)), .integer(Int(status.st_gid)),
    ])
}
