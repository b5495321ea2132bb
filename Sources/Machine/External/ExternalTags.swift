// The tags of the external term format, version 131, with what follows each. Encoder and decoder are beside this file.

enum ExternalTag: UInt8 {
    static let version: UInt8 = 131

    case smallInteger = 97
    /// 32 bits, signed
    case integer = 98
    /// 31 characters of C's `%.20e`
    case oldFloat = 99
    /// 16 bits of length, Latin-1
    case atom = 100
    /// node, number, creation
    case oldReference = 101
    case oldPort = 102
    case oldPid = 103
    /// a byte of size, elements
    case smallTuple = 104
    case largeTuple = 105
    case emptyList = 106
    /// 16 bits of length, bytes: a list of small integers
    case string = 107
    /// 32 bits of length, elements, tail
    case list = 108
    case binary = 109
    /// a byte of size, a byte of sign, bytes from the lowest
    case smallBig = 110
    case largeBig = 111
    case fun = 112
    /// module, function, arity
    case export = 113
    case oldNewerReference = 114
    case smallAtom = 115
    /// 32 bits of size, key, value …
    case map = 116
    /// 16 bits of length, UTF-8
    case atomUTF8 = 118
    case smallAtomUTF8 = 119
    case v4Port = 120
    /// 64 bits
    case float = 70
    /// 32 bits of bytes, how many bits of the last one count, bytes
    case bitBinary = 77
    /// 32 bits of size, a zlib stream
    case compressed = 80
    /// node, number, serial, creation
    case pid = 88
    case port = 89
    /// 16 bits of words, node, creation, words
    case reference = 90
}
