// The options of `Code.string_to_quoted/2`, one by one.

import Syntax
import Testing

@Suite struct OptionTests {
    @Test func literalsAreHandedToTheEncoder() {
        var options = withTokens
        options.literalEncoder = { .success(.call("lit", $1, [$0])) }
        check("[1, \"a\"]", "{:lit, [closing: [line: 1, column: 8], line: 1, column: 1], "
            + "[[{:lit, [token: \"1\", line: 1, column: 2], [1]}, {:lit, [delimiter: \"\\\"\", line: 1, column: 5], [\"a\"]}]]}", options)
        options.literalEncoder = { _, _ in .failure(EncodingRefusal("oops")) }
        check("a = 1", "error: {[line: 1, column: 5], \"oops: \", \"literal\"}", options)
    }

    @Test func atomsAreHandedToTheEncoder() {
        var options = ParseOptions()
        options.staticAtomsEncoder = { name, meta in .success(.tuple([.atom("x"), .string(name)])) }
        check("f.g(:h, A, i: 1, do: nil)",
              "{{:., [line: 1], [{{:x, \"f\"}, [line: 1], nil}, {:x, \"g\"}]}, [line: 1], "
                  + "[{:x, \"h\"}, {:__aliases__, [line: 1], [x: \"A\"]}, [{{:x, \"i\"}, 1}, {{:x, \"do\"}, nil}]]}", options)
    }

    @Test func unknownAtomsAreRefused() {
        var options = ParseOptions()
        options.existingAtomsOnly = { $0 != "new" }
        for text in ["new", "a.new", ":new", "[new: 1]", "a.\"new\"", "[\"new\": 1]", ":\"new\""] {
            guard case .unknownAtom("new")? = parse(Array(text.utf8), options: options).error?.reason else {
                Issue.record("accepted: \(text)")
                continue
            }
        }
        check(":\"a#{b}\"", "{{:., [line: 1], [:erlang, :binary_to_existing_atom]}, [line: 1], [{:<<>>, [line: 1], "
            + "[\"a\", {:\"::\", [line: 1], [{{:., [line: 1], [Kernel, :to_string]}, [from_interpolation: true, line: 1], "
            + "[{:b, [line: 1], nil}]}, {:binary, [line: 1], nil}]}]}, :utf8]}", options)
    }

    @Test func escapesAreKeptOnDemand() {
        var options = ParseOptions()
        options.unescape = false
        check(#""a\n\x41\"""#, #""a\\n\\x41\"""#, options)
    }

    @Test func textsBeginWhereTheyAreSaidTo() {
        var options = ParseOptions()
        options.columns = true
        options.line = 10
        options.column = 5
        check("a\nb", "{:__block__, [], [{:a, [line: 10, column: 5], nil}, {:b, [line: 11, column: 1], nil}]}", options)
    }

    @Test func commentsAreKeptOnDemand() {
        var options = ParseOptions()
        options.preserveComments = true
        let comments = parse(Array("# top\n\na\n#b\n\n# c\nd # e\n\n\n[1, # g\n2]#h".utf8), options: options).comments
        let expected = [
            Syntax.Comment(line: 1, column: 1, previousNewlines: 1, nextNewlines: 2, text: "# top"),
            Syntax.Comment(line: 4, column: 1, previousNewlines: 1, nextNewlines: 2, text: "#b"),
            Syntax.Comment(line: 6, column: 1, previousNewlines: 2, nextNewlines: 1, text: "# c"),
            Syntax.Comment(line: 7, column: 3, previousNewlines: 0, nextNewlines: 3, text: "# e"),
            Syntax.Comment(line: 10, column: 5, previousNewlines: 0, nextNewlines: 1, text: "# g"),
            Syntax.Comment(line: 11, column: 3, previousNewlines: 0, nextNewlines: 0, text: "#h"),
        ]
        #expect(comments == expected)
    }

    @Test func warningsTellWhereAndWhat() {
        func warnings(_ text: String) -> [String] {
            parse(Array(text.utf8)).warnings.map { "\($0.line):\($0.column) \($0.message.prefix(40))" }
        }
        #expect(warnings("'a'") == ["1:1 using single-quoted strings to represent"])
        #expect(warnings("\n [\"a\": 1]") == ["2:3 found quoted keyword \"a\" but the quotes "])
        #expect(warnings("f(a: 1,)") == ["1:7 trailing commas are not allowed inside f"])
        #expect(warnings("x |> f 1") == ["1:3 parentheses are required when piping int"])
        #expect(warnings("not a in b") == ["1:7 \"not expr1 in expr2\" is deprecated, use "])
        #expect(warnings("a = 1 |> f()") == [])
        var silent = ParseOptions()
        silent.emitWarnings = false
        #expect(parse(Array("'a'".utf8), options: silent).warnings.isEmpty)
    }
}
