// Messages that no process makes: `{port, …}` with bytes, built outside of heaps and copied to their receiver.
import Bytecode
import Glibc

/// Builds small terms in memory of its own; freed after sending.
struct PortMessage {
    private var blocks: [WordPointer] = []
    private var buffers: [UnsafeMutablePointer<BinaryBuffer>] = []

    private mutating func allocate(_ words: Int) -> WordPointer {
        let block = WordPointer.allocate(capacity: max(words, 1))
        blocks.append(block)
        return block
    }

    mutating func tuple(_ elements: [Term]) -> Term {
        let cell = allocate(elements.count + 1)
        cell[0] = Header(.tuple, size: elements.count).bits
        for (index, element) in elements.enumerated() { cell[index + 1] = element.bits }
        return Term(boxed: cell)
    }

    /// Bytes as a binary or as a list.
    mutating func bytes(_ bytes: ArraySlice<UInt8>, asBinary: Bool) -> Term {
        guard asBinary else {
            if bytes.isEmpty { return .emptyList }
            let cells = allocate(2 * bytes.count)
            for (index, byte) in bytes.enumerated() {
                cells[2 * index] = Term(small: Int(byte)).bits
                cells[2 * index + 1] = index + 1 < bytes.count ? Term(cons: cells + 2 * index + 2).bits : Term.emptyList.bits
            }
            return Term(cons: cells)
        }
        if bytes.count <= BinaryBuffer.heapLimit {
            let words = (bytes.count + 7) / 8
            let cell = allocate(words + 1)
            cell[0] = Header(.heapBinary, size: words, extra: words * 8 - bytes.count).bits
            if words > 0 { cell[words] = 0 }
            bytes.withUnsafeBytes { raw in
                if let base = raw.baseAddress { memcpy(cell + 1, base, bytes.count) }
            }
            return Term(boxed: cell)
        }
        let buffer = BinaryBuffer.make(capacity: bytes.count, used: bytes.count * 8)
        buffers.append(buffer)
        bytes.withUnsafeBytes { _ = memcpy(buffer.bytes, $0.baseAddress.unsafelyUnwrapped, bytes.count) }
        let cell = allocate(6)
        cell[0] = Header(.buffer, size: 1).bits
        cell[1] = UInt64(UInt(bitPattern: buffer))
        cell[2] = Header(.subBinary, size: 3).bits
        cell[3] = Term(boxed: cell).bits
        cell[4] = Term(small: 0).bits
        cell[5] = Term(small: bytes.count * 8).bits
        return Term(boxed: cell + 2)
    }

    func free() {
        for block in blocks { block.deallocate() }
        for buffer in buffers { buffer.release() }
    }
}
