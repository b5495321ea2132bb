// The boot image: the compiled library, behind the executable's own bytes or in a file. Its directory is mapped, not parsed;
// a module is mapped when it is first used, decoded, and unmapped again. Nothing executes from it.
//
//     [magic, version : 16][key : 8][count : 8]
//     [checksum of key, count and directory : 8]
//     directory, sorted by name: count × [name offset : 4, name bytes : 4, module offset : 8, module bytes : 8, checksum : 8]
//     names, modules
//     at the end, behind an executable: [image bytes : 8]["VIALTAIL"]
import Bytecode
import Glibc

/// Why an image cannot be used.
public enum ImageFailure: Error, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case absent(path: String)
    case malformed(path: String, reason: String)
    case module(name: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .absent(let path): "\(path) holds no library image: build it with `make build`"
        case .malformed(let path, let reason): "the library image in \(path) is damaged or of another version (\(reason)): build it anew with `make build`"
        case .module(let name, let reason): "the library image's module \(name) is damaged: \(reason)"
        }
    }
}

public final class BootImage: @unchecked Sendable {
    static let magic = Array("VIALIMAGE".utf8)
    static let tail = Array("VIALTAIL".utf8)
    static let version: UInt8 = 2
    private static let headerBytes = 40
    private static let entryBytes = 32
    private static let pageBytes = 4096

    private let path: String
    /// The file, open as long as modules may be asked for, where in it the image starts, and the image's bytes.
    private let descriptor: Int32
    private let start: Int
    private let length: Int
    /// From the page of the image's start to the end of the names; `image` is the image's part of it.
    private let mapping: UnsafeRawBufferPointer
    private let image: UnsafeRawBufferPointer
    private let count: Int
    /// Hash of what the image was made from.
    public let key: UInt64

    /// Opens the image at the end of a file. Throws `ImageFailure`.
    public init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ImageFailure.unreadable(path: path, reason: String(cString: strerror(errno))) }
        do {
            self.path = path
            self.descriptor = descriptor
            (start, length) = try BootImage.place(descriptor, path)
            var header = [UInt8](repeating: 0, count: BootImage.headerBytes)
            guard pread(descriptor, &header, header.count, off_t(start)) == header.count else {
                throw ImageFailure.unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            guard header.starts(with: BootImage.magic), header[BootImage.magic.count] == BootImage.version else {
                throw ImageFailure.malformed(path: path, reason: "no image of version \(BootImage.version)")
            }
            let (key, count, checksum) = header.withUnsafeBytes {
                ($0.loadUnaligned(fromByteOffset: 16, as: UInt64.self), Int(truncatingIfNeeded: $0.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
                 $0.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
            }
            self.key = key
            self.count = count
            guard count >= 0, count <= (length - BootImage.headerBytes) / BootImage.entryBytes else {
                throw ImageFailure.malformed(path: path, reason: "it claims \(count) modules")
            }
            let names = BootImage.headerBytes + count * BootImage.entryBytes
            let mapped = try BootImage.map(descriptor, at: start, count: names, path)
            let directory = UnsafeRawBufferPointer(rebasing: mapped.content[BootImage.headerBytes...])
            let expected = BootImage.checksum(directory) &+ key &+ UInt64(count)
            let namesBytes = count == 0 ? 0 : BootImage.namesBytes(directory, count)
            munmap(UnsafeMutableRawPointer(mutating: mapped.mapping.baseAddress), mapped.mapping.count)
            guard expected == checksum, namesBytes <= length - names else {
                throw ImageFailure.malformed(path: path, reason: "its directory's checksum is wrong")
            }
            (mapping, image) = try BootImage.map(descriptor, at: start, count: names + namesBytes, path)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count)
        close(descriptor)
    }

    /// Where in a file its image lies, from the last bytes of the file.
    private static func place(_ descriptor: Int32, _ path: String) throws -> (start: Int, length: Int) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ImageFailure.unreadable(path: path, reason: String(cString: strerror(errno))) }
        let size = Int(status.st_size)
        var tail = [UInt8](repeating: 0, count: 16)
        guard size >= 16 + headerBytes, pread(descriptor, &tail, 16, off_t(size - 16)) == 16, Array(tail[8...]) == BootImage.tail else {
            throw ImageFailure.absent(path: path)
        }
        let length = Int(truncatingIfNeeded: tail.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
        guard length >= headerBytes, length <= size - 16 else { throw ImageFailure.malformed(path: path, reason: "its length is \(length)") }
        return (size - 16 - length, length)
    }

    /// Maps bytes of the file, from the start of their page on.
    private static func map(_ descriptor: Int32, at offset: Int, count: Int, _ path: String) throws -> (mapping: UnsafeRawBufferPointer, content: UnsafeRawBufferPointer) {
        let before = offset % pageBytes
        guard let memory = mmap(nil, before + count, PROT_READ, MAP_PRIVATE, descriptor, off_t(offset - before)), memory != MAP_FAILED else {
            throw ImageFailure.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        let mapping = UnsafeRawBufferPointer(start: memory, count: before + count)
        return (mapping, UnsafeRawBufferPointer(rebasing: mapping[before...]))
    }

    /// The bytes of all names, which lie one behind the other after the directory.
    private static func namesBytes(_ directory: UnsafeRawBufferPointer, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 + Int(directory.loadUnaligned(fromByteOffset: $1 * entryBytes + 4, as: UInt32.self)) }
    }

    /// Bytes of the directory and the names.
    private func bytes(at offset: UInt64, count: UInt64) -> UnsafeRawBufferPointer? {
        guard offset <= UInt64(image.count), count <= UInt64(image.count) - offset else { return nil }
        return UnsafeRawBufferPointer(rebasing: image[Int(offset)..<Int(offset + count)])
    }

    /// A checksum that tells damage, not malice. O(n), eight bytes a step in four lanes.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, UInt64(bytes.count))
        var index = 0
        func word(_ offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        while index &+ 32 <= bytes.count {
            lanes.0 = (lanes.0 ^ word(index)) &* prime
            lanes.1 = (lanes.1 ^ word(index &+ 8)) &* prime
            lanes.2 = (lanes.2 ^ word(index &+ 16)) &* prime
            lanes.3 = (lanes.3 ^ word(index &+ 24)) &* prime
            // A product's high bits depend on all bits, its low ones on few.
            lanes.0 ^= lanes.0 &>> 29
            lanes.1 ^= lanes.1 &>> 29
            lanes.2 ^= lanes.2 &>> 29
            lanes.3 ^= lanes.3 &>> 29
            index &+= 32
        }
        while index < bytes.count {
            lanes.0 = (lanes.0 ^ UInt64(bytes[index])) &* prime
            lanes.0 ^= lanes.0 &>> 29
            index &+= 1
        }
        return [lanes.1, lanes.2, lanes.3].reduce(lanes.0) { ($0 ^ $1) &* prime ^ $0 &>> 31 }
    }

    private func entry(_ index: Int) -> (name: UnsafeRawBufferPointer, module: Range<Int>, checksum: UInt64)? {
        let base = BootImage.headerBytes + index * BootImage.entryBytes
        let nameOffset = image.loadUnaligned(fromByteOffset: base, as: UInt32.self)
        let nameBytes = image.loadUnaligned(fromByteOffset: base + 4, as: UInt32.self)
        let offset = image.loadUnaligned(fromByteOffset: base + 8, as: UInt64.self)
        let bytes = image.loadUnaligned(fromByteOffset: base + 16, as: UInt64.self)
        guard let name = self.bytes(at: UInt64(nameOffset), count: UInt64(nameBytes)), offset <= UInt64(length), bytes <= UInt64(length) - offset
        else { return nil }
        return (name, Int(offset)..<Int(offset + bytes), image.loadUnaligned(fromByteOffset: base + 24, as: UInt64.self))
    }

    /// The names of all modules.
    public var names: [String] { (0..<count).compactMap { entry($0).map { String(decoding: $0.name, as: UTF8.self) } } }

    /// Is there a module of that name? O(log modules).
    public func contains(_ name: String) -> Bool { index(of: name) != nil }

    private func index(of name: String) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            var low = 0, high = count
            while low < high {
                let middle = (low + high) / 2
                guard let entry = entry(middle) else { return nil }
                if entry.name.lexicographicallyPrecedes(UnsafeRawBufferPointer(wanted)) { low = middle + 1 } else { high = middle }
            }
            guard low < count, let found = entry(low), found.name.elementsEqual(UnsafeRawBufferPointer(wanted)) else { return nil }
            return low
        }
    }

    /// Gives the bytes of a module to `body`; nil if there is none of that name. O(log modules + bytes). Throws `ImageFailure` if
    /// they are damaged, and what `body` throws. The bytes are gone when it returns: their memory is given back.
    public func withModule<Result>(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
        guard let found = index(of: name).flatMap({ entry($0) }) else { return nil }
        let (mapping, content) = try BootImage.map(descriptor, at: start + found.module.lowerBound, count: found.module.count, path)
        defer { munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count) }
        guard BootImage.checksum(content) == found.checksum else {
            throw ImageFailure.module(name: name, reason: "its checksum is wrong; build it anew with `make build`")
        }
        return try body(content)
    }

    /// The bytes of an image of these modules.
    public static func build(_ modules: [(name: String, bytes: [UInt8])], key: UInt64) -> [UInt8] {
        let sorted = modules.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var image = magic + [version] + [UInt8](repeating: 0, count: 16 - magic.count - 1)
        append(key, to: &image)
        append(UInt64(sorted.count), to: &image)
        append(UInt64(0), to: &image)
        var names: [UInt8] = []
        let namesStart = headerBytes + sorted.count * entryBytes
        var offset = (namesStart + sorted.reduce(0) { $0 + $1.name.utf8.count } + 7) / 8 * 8
        for module in sorted {
            append(UInt32(namesStart + names.count), to: &image)
            append(UInt32(module.name.utf8.count), to: &image)
            append(UInt64(offset), to: &image)
            append(UInt64(module.bytes.count), to: &image)
            append(module.bytes.withUnsafeBytes { checksum($0) }, to: &image)
            names += Array(module.name.utf8)
            offset = (offset + module.bytes.count + 7) / 8 * 8
        }
        let directory = image[headerBytes...].withUnsafeBytes { checksum($0) } &+ key &+ UInt64(sorted.count)
        withUnsafeBytes(of: directory.littleEndian) { image.replaceSubrange(32..<40, with: $0) }
        image += names
        for module in sorted {
            image += [UInt8](repeating: 0, count: (8 - image.count % 8) % 8)
            image += module.bytes
        }
        return image
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += Array($0) }
    }

    /// Writes a copy of an executable with an image behind it, atomically: an older file at `target` stays until the new
    /// one is whole. Throws `ImageFailure`.
    public static func write(_ image: [UInt8], behind executable: String, to target: String) throws {
        var content = try read(executable)
        if content.count >= 16, Array(content.suffix(8)) == tail {
            let old = Int(content.suffix(16).prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) })
            if old <= content.count - 16 { content.removeLast(old + 16) }
        }
        content += [UInt8](repeating: 0, count: (pageBytes - content.count % pageBytes) % pageBytes)
        content += image
        append(UInt64(image.count), to: &content)
        content += tail
        let temporary = target + ".\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o755)
        guard descriptor >= 0 else { throw ImageFailure.unreadable(path: temporary, reason: String(cString: strerror(errno))) }
        var written = 0
        while written < content.count {
            let count = content.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, content.count - written) }
            guard count > 0 else {
                close(descriptor)
                unlink(temporary)
                throw ImageFailure.unreadable(path: temporary, reason: String(cString: strerror(errno)))
            }
            written += count
        }
        close(descriptor)
        guard rename(temporary, target) == 0 else { throw ImageFailure.unreadable(path: target, reason: String(cString: strerror(errno))) }
    }

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ImageFailure.unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        var content = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < content.count {
            let count = content.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + done, $0.count - done) }
            guard count > 0 else { throw ImageFailure.unreadable(path: path, reason: String(cString: strerror(errno))) }
            done += count
        }
        return content
    }
}
