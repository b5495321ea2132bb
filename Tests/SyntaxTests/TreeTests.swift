// Trees: the recorded file of seldom syntax, and one line for each rule worth naming.

import Syntax
import Testing

@Suite struct TreeTests {
    @Test func seldomSyntaxBecomesTheRecordedTrees() throws {
        let source = try fixture("devious.exs")
        let recorded = try fixture("devious.recorded").split(separator: "\n")
        check(source, String(recorded[0]))
        check(source, String(recorded[1]), withTokens)
    }

    @Test func operatorsBindAsTheTableSays() {
        check("a + b * c", "{:+, [line: 1], [{:a, [line: 1], nil}, {:*, [line: 1], [{:b, [line: 1], nil}, {:c, [line: 1], nil}]}]}")
        check("1 <> 2 <> 3", "{:<>, [line: 1], [1, {:<>, [line: 1], [2, 3]}]}")
        check("1 - 2 - 3", "{:-, [line: 1], [{:-, [line: 1], [1, 2]}, 3]}")
        check("1..2//3", "{:..//, [line: 1], [1, 2, 3]}")
        check("&1 | 2", "{:|, [line: 1], [{:&, [line: 1], [1]}, 2]}")
        check("@a.b", "{{:., [line: 1], [{:@, [line: 1], [{:a, [line: 1], nil}]}, :b]}, [no_parens: true, line: 1], []}")
        check("-f do 1 end + 2", "{:-, [line: 1], [{:+, [line: 1], [{:f, [line: 1], [[do: 1]]}, 2]}]}")
        check("x not in y", "{:not, [line: 1], [{:in, [line: 1], [{:x, [line: 1], nil}, {:y, [line: 1], nil}]}]}")
    }

    @Test func callsTakeWhatIsTheirs() {
        check("a b do 1 end", "{:a, [line: 1], [{:b, [line: 1], nil}, [do: 1]]}")
        check("f g 1, 2", "{:f, [line: 1], [{:g, [line: 1], [1, 2]}]}")
        check("f -1", "{:f, [ambiguous_op: nil, line: 1], [{:-, [line: 1], [1]}]}")
        check("f - 1", "{:-, [line: 1], [{:f, [line: 1], nil}, 1]}")
        check("f(1)(2)", "{{:f, [line: 1], [1]}, [line: 1], [2]}")
        check("M.\"a b\"(1)", "{{:., [line: 1], [{:__aliases__, [line: 1], [:M]}, :\"a b\"]}, [line: 1], [1]}")
    }

    @Test func blocksWrapWhatTheyMust() {
        check("", "{:__block__, [line: 1], []}")
        check("(nil)", "nil")
        check("(!a)", "{:__block__, [], [{:!, [line: 1], [{:a, [line: 1], nil}]}]}")
        check("a do end", "{:a, [line: 1], [[do: {:__block__, [line: 1], []}]]}")
        check("unquote_splicing(a)", "{:__block__, [], [{:unquote_splicing, [line: 1], [{:a, [line: 1], nil}]}]}")
        check("(x -> 1)", "[{:->, [line: 1], [[{:x, [line: 1], nil}], 1]}]")
        check("fn -> end", "{:fn, [line: 1], [{:->, [line: 1], [[], nil]}]}")
    }

    @Test func mapsUpdateAtTheFirstBar() {
        check("%{a | b => 1}", "{:%{}, [line: 1], [{:|, [line: 1], [{:a, [line: 1], nil}, [{{:b, [line: 1], nil}, 1}]]}]}")
        check("%{1 => a | b}", "{:%{}, [line: 1], [{1, {:|, [line: 1], [{:a, [line: 1], nil}, {:b, [line: 1], nil}]}}]}")
        check("%_{}", "{:%, [line: 1], [{:_, [line: 1], nil}, {:%{}, [line: 1], []}]}")
    }

    @Test func numbersOfAnySize() {
        check("0xFFFF_FFFF_FFFF_FFFF", "18446744073709551615")
        check("123456789012345678901234567890", "123456789012345678901234567890")
        check("0b1" + String(repeating: "0", count: 130), "1361129467683753853853498429727072845824")
        check("0o7777777777777777777777777", "37778931862957161709567")
        check("1.0e16", "1.0e16")
        check("0.00012", "1.2e-4")
        check("1_000.25", "1000.25")
    }

    @Test func namesBeyondASCIIAreComposed() {
        check("e\u{301}", "{:é, [line: 1], nil}")
        check(":\u{B5}", ":μ")
        check("[É: 1]", "[É: 1]")
        check("[a@b: 1, É@b: 2]", "[a@b: 1, É@b: 2]")
    }

    @Test func longSequencesAreNotNested() {
        let block = String(repeating: "a\n", count: 50_000)
        #expect(parse(Array(block.utf8)).error == nil)
        let list = "[" + String(repeating: "1,", count: 50_000) + "1]"
        #expect(parse(Array(list.utf8)).error == nil)
    }
}
