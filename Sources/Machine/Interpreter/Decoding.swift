// Fields of an instruction word, and loads and stores of slots. Everything here is inlined into the loop.
import Bytecode

public typealias FramePointer = UnsafeMutableRawPointer

@inline(__always) func opcode(_ word: UInt64) -> Opcode {
    unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self)
}
@inline(__always) func fieldAux(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 8 & 0xFF) }
@inline(__always) func fieldA(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 16 & 0xFFFF) }
@inline(__always) func fieldB(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 32 & 0xFFFF) }
@inline(__always) func fieldC(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 48) }
/// b and c as signed 16-bit numbers, and both together as a signed 32-bit one.
@inline(__always) func signedB(_ word: UInt64) -> Int { Int(Int64(bitPattern: word << 16) >> 48) }
@inline(__always) func signedC(_ word: UInt64) -> Int { Int(Int64(bitPattern: word) >> 48) }
@inline(__always) func signedBC(_ word: UInt64) -> Int { Int(Int64(bitPattern: word) >> 32) }

@inline(__always) func slot(_ fp: FramePointer, _ offset: Int) -> UInt64 { (fp - offset).load(as: UInt64.self) }
@inline(__always) func slotTerm(_ fp: FramePointer, _ offset: Int) -> Term { Term(bits: (fp - offset).load(as: UInt64.self)) }
@inline(__always) func setSlot(_ fp: FramePointer, _ offset: Int, _ bits: UInt64) {
    (fp - offset).storeBytes(of: bits, as: UInt64.self)
}
/// The i-th of the 16-bit slot offsets packed from a word on.
@inline(__always) func packedSlot(_ words: WordPointer, _ index: Int) -> Int {
    Int(truncatingIfNeeded: words[index &>> 2] &>> UInt64((index & 3) &* 16) & 0xFFFF)
}
@inline(__always) func packedWords(_ count: Int) -> Int { (count &+ 3) &>> 2 }
@inline(__always) func address(_ word: UInt64) -> WordPointer { WordPointer(bitPattern: UInt(word)).unsafelyUnwrapped }

/// The safepoint word that belongs to a return address (DESIGN.md 4.3): nobody else knows where it stands.
@inline(__always) func safepoint(of returnAddress: WordPointer) -> UInt64 { returnAddress[-1] }
/// The bytes between a frame and its callee's.
@inline(__always) func safepointDelta(_ safepoint: UInt64) -> Int { Int(truncatingIfNeeded: safepoint & 0xFFF) &* 8 }
