// What the expander makes of expressions: scopes, hygiene, contexts, forms, errors.
import Syntax
import XCTest

final class ExpanderTests: XCTestCase {
    func testVariables() {
        check("x = 1; x", "__block__(=(x#0, 1), x#0)")
        check("x = 1; x = x; x", "__block__(=(x#0, 1), =(x#1, x#0), x#1)")
        check("{x = 1, x}", "error: undefined variable \"x\"")
        check("x = 1; {x = 2, x}; x", "__block__(=(x#0, 1), {=(x#1, 2), x#0}, x#1)")
        check("{a, a} = {1, 1}", "=({a#0, a#0}, {1, 1})")
        check("value = 1; valeu", "error: undefined variable \"valeu\"")
        check("_", "error: invalid use of _. _ can only be used inside patterns to ignore values and cannot be used in expressions. Make sure you are inside a pattern or change it accordingly")
        check("_x = 1; _x", "__block__(=(_x#0, 1), _x#0)\nwarning: the underscored variable \"_x\" is used after being set. A leading underscore indicates that the value of the variable should be ignored. If this is intended please rename the variable to remove the underscore")
    }

    func testPins() {
        check("x = 1; {x, ^x} = {2, 1}", "__block__(=(x#0, 1), =({x#1, ^(x#0)}, {2, 1}))")
        check("^x = 1", "error: undefined variable ^x. No variable \"x\" has been defined before the current pattern")
    }

    func testScopes() {
        check("case 1 do y -> y end", "case(1, [{:do, [->([y#0], y#0)]}])")
        check("case 1 do y -> 2 end", "case(1, [{:do, [->([y#0], 2)]}])\nwarning: variable \"y\" is unused (if the variable is not meant to be used, prefix it with an underscore)")
        check("fn x when x > 1 -> x; _ -> 0 end", "fn(->([when(x#0, :erlang.:>(x#0, 1))], x#0), ->([_], 0))")
        check("for x <- [1], y = x, do: y", "for(<-(x#0, [1]), =(y#1, x#0), [{:do, y#1}])")
        check("with {:ok, a} <- 1, do: a", "with(<-({:ok, a#0}, 1), [{:do, a#0}])")
        check("try do 1 rescue e in [ArgumentError] -> e end", "try([{:do, 1}, {:rescue, [->([in(e#0, [ArgumentError])], e#0)]}])")
        check("try do 1 catch x -> x end", "try([{:do, 1}, {:catch, [->([:throw, x#0], x#0)]}])")
    }

    func testMacrosAndHygiene() {
        check("v = 1; M.twice(v)", "__block__(=(v#0, 1), __block__(=(v#1, v#0), :erlang.:+(v#1, v#1)))")
        check("import M; id(id(3))", "__block__(M, 3)")
        check("import M; import F; id(1)", "error: conflicting id/1 import from modules M and F")
        check("import M; case 1 do x when is_one(x) -> x end", "__block__(M, case(1, [{:do, [->([when(x#0, :erlang.:==(x#0, 1))], x#0)]}]))")
    }

    func testAliases() {
        check("alias A.B; B.C", "__block__(A.B, A.B.C)")
        check("alias A.{B, C}; {B, C}", "__block__({}(A.B, A.C), {A.B, A.C})")
        check("alias A.B, as: X; X", "__block__(A.B, A.B)")
        check("alias :a", "error: alias cannot be inferred automatically for module: :a, please use the :as option. Implicit aliasing is only supported with Elixir modules")
    }

    func testCalls() {
        check("import F; f(1)", "__block__(F, F.:f(1))")
        check("elem({1, 2}, 1)", "Kernel.:elem({1, 2}, 1)")
        check("-1 + 2", ":erlang.:+(-1, 2)")
        check("nope(1)", "error: undefined function nope/1 (there is no such import)")
        check("m = %{}; m.x", "__block__(=(m#0, %{}()), m#0.:x())")
        check("case 1 do x when String.length(x) -> 1 end", "error: cannot invoke remote function String.length/1 inside a guard")
        check("[1] ++ x = [1, 2]", "=([|(1, x#0)], [1, 2])")
    }

    func testCaptures() {
        check("&(&1 + &2)", "&(/(:erlang.:+(), 2))")
        check("&(&1 + 1)", "fn(->([capture#0], :erlang.:+(capture#0, 1)))")
        check("&F.f/1", "&(/(F.:f(), 1))")
        check("&{&1, &1}", "fn(->([capture#0], {capture#0, capture#0}))")
        check("& &2", "error: capture argument &2 cannot be defined without &1 (you cannot skip arguments, all arguments must be numbered)")
    }

    func testQuotes() {
        check("quote do: x", "{}(:x, [], Elixir)")
        check("y = 1; quote do: unquote(y) + 1",
              "__block__(=(y#0, 1), {}(:+, [{:context, Elixir}, {:imports, [{1, Kernel}, {2, Kernel}]}], [y#0, 1]))")
        check("quote do: A.b", "{}({}(:., [], [{}(:__aliases__, [{:alias, false}], [:A]), :b]), [{:no_parens, true}], [])")
        check("y = [1]; quote do: [unquote_splicing(y), 2]", "__block__(=(y#0, [1]), :prim_quote.:splice(y#0, [2]))")
    }

    func testMapsAndStructs() {
        check("%{a: 1, b: 2}", "%{}({:a, 1}, {:b, 2})")
        check("%S{b: 3}", "%{}({:__struct__, S}, {:a, 1}, {:b, 3})")
        check("%S{c: 3} = 1", "=(%(S, %{}({:c, 3})), 1)\nerror: unknown key :c for struct S")
        check("%{x => 1} = %{}", "error: cannot use variable x as map key inside a pattern. Map keys in patterns can only be literals (such as atoms, strings, tuples, and the like) or an existing variable matched with the pin operator (such as ^some_var)")
    }

    func testBitstrings() {
        check("<<1, x::16>> = 2", "=(<<>>(::(1, [{:type, :integer}, {:size, 8}, {:unit, 1}, {:sign, :unsigned}, {:endian, :big}]), ::(x#0, [{:type, :integer}, {:size, 16}, {:unit, 1}, {:sign, :unsigned}, {:endian, :big}])), 2)")
        check("<<n, b::binary-size(n)>> = 2", "=(<<>>(::(n#0, [{:type, :integer}, {:size, 8}, {:unit, 1}, {:sign, :unsigned}, {:endian, :big}]), ::(b#1, [{:type, :binary}, {:size, n#0}, {:unit, 8}, {:sign, :unsigned}, {:endian, :big}])), 2)")
        check("<<1::float-size(7)>>", "error: float requires size*unit to be 16, 32, or 64 (default), got: 7")
    }
}
