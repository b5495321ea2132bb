// Programs of every form through the compiler, checked by the verifier and the reference checker, and the shapes of code that
// the interpreter's speed depends on.
import Bytecode
import Compiler
import XCTest

final class CompilerTests: XCTestCase {
    func testCallsAndArithmetic() {
        let code = check("""
        def fib(n) when n < 2, do: n
        def fib(n), do: :erlang.+(fib(:erlang.-(n, 1)), fib(:erlang.-(n, 2)))
        def loop(0, acc), do: acc
        def loop(n, acc), do: loop(:erlang.-(n, 1), :erlang.+(acc, n))
        def many(a, b, c), do: {other(c, b, a), other(b, a, c), :erlang.*(a, b)}
        def other(x, y, z), do: many(z, y, x)
        """.replacingOccurrences(of: "n < 2", with: ":erlang.<(n, 2)"))
        XCTAssertEqual(instructions(code, "fib"), [.enter, .testLessImmediate, .return, .addImmediate, .call, .addImmediate, .call, .add, .return])
    }

    func testPatterns() {
        check("""
        def a({:ok, x}), do: x
        def a({:error, {:nested, y, [z | _]}}), do: {y, z}
        def a([]), do: 0
        def a([1, 2 | t]), do: t
        def a([h | t]) when :erlang.is_atom(h), do: a(t)
        def a(%{key: v, other: 1}), do: v
        def a(%{key: v}), do: {:one, v}
        def a(1.5), do: :float
        def a("text"), do: :text
        def a(x), do: x
        def same(x, x), do: true
        def same(_, _), do: false
        def pinned(x, y) do
          case y do
            ^x -> 1
            {^x, z} -> z
            %{^x => w} -> w
            {a, a} -> a
          end
        end
        def days(n) do
          case n do
            :mon -> 1
            :tue -> 2
            :wed -> 3
            :thu -> 4
            :fri -> 5
            1 -> :a
            2 -> :b
            3 -> :c
            {_} -> 1
            {_, _} -> 2
            {_, _, _} -> 3
            {_, x, _, y} -> {x, y}
          end
        end
        def dense(0), do: 1
        def dense(1), do: 1
        def dense(2), do: 2
        def dense(3), do: 6
        def dense(4), do: 24
        def pair(a, b) do
          case {a, b} do
            {1, x} -> x
            {x, 2} -> x
            {x, y} when :erlang.>(x, y) -> {y, x}
            _ -> nil
          end
        end
        """)
    }

    func testGuards() {
        check("""
        def a(x, y) when :erlang.andalso(:erlang.is_integer(x), :erlang.orelse(:erlang.>(x, 3), :erlang."not"(y))), do: 1
        def a(x, _) when :erlang.>(:erlang.+(x, 1), 2) when :erlang.is_map_key(:a, x), do: 2
        def a(x, y) when :erlang."=="(:erlang.hd(x), y), do: 3
        def a(x, y) when :erlang."=:="(:erlang.map_get(:k, x), y), do: 4
        def a(x, y) when :erlang.>(:erlang.length(x), :erlang.tuple_size(y)), do: 5
        def a(x, y) when x, do: y
        def b(x) do
          try do
            case x do
              y when :erlang."=="(:erlang.element(2, y), 1) -> y
              z -> :m.other(z)
            end
          catch
            :error, e when :erlang.is_atom(e) -> e
          end
        end
        """)
    }

    func testControl() {
        check("""
        def c(x, y) do
          cond do
            :erlang.>(x, y) -> :gt
            z = :m.find(x) -> z
            true -> nil
          end
        end
        def w(a, b) do
          with {:ok, x} <- a, y = {x, b}, {:ok, z} when :erlang.is_atom(z) <- :m.f(y) do
            {x, y, z}
          else
            :error -> 1
            {:error, e} -> e
          end
        end
        def r(pid, t) do
          receive do
            {^pid, :ok, v} -> v
            {:DOWN, _, _, _, reason} when :erlang.is_atom(reason) -> reason
          after
            t -> :timeout
          end
        end
        def forever do
          receive do
            :stop -> :ok
            x ->
              :m.handle(x)
              forever()
          end
        end
        def sleep(t) do
          receive do
          after
            t -> :ok
          end
        end
        """)
    }

    func testTry() {
        check("""
        def t(f, g) do
          a = :m.before(f)
          try do
            x = f.(a)
            {x, g}
          rescue
            e in [ArgumentError, KeyError] -> {e, a}
            _ in RuntimeError -> g
            e -> :m.log(e, __STACKTRACE__)
          catch
            :throw, {:v, v} -> {v, a}
            :exit, r -> {r, g}
            kind, v when :erlang.is_atom(v) -> {kind, v}
          else
            {1, _} -> a
            {y, _} when :erlang.>(y, 3) -> y
          after
            :m.close(a)
            f.(g)
          end
        end
        def after_only(f) do
          try do
            f.()
          after
            case f do
              nil -> :m.a()
              _ -> for x <- f, do: :m.b(x)
            end
          end
        end
        def nested(f) do
          try do
            try do
              f.()
            catch
              x -> x
            end
          rescue
            e -> fn -> {e, __STACKTRACE__} end
          end
        end
        """)
    }

    func testFunctionsAndComprehensions() {
        check("""
        def f(a, b) do
          g = fn
            x, 1 -> {x, a}
            x, y -> fn z -> {x, y, z, b} end
          end
          h = &other/1
          k = &:m.call/3
          {g.(1, 2), h.(3), k}
        end
        defp other(x), do: x
        def l(xs, ys, n) do
          a = for x <- xs, {:ok, y} <- ys, :erlang.>(x, n), do: {x, y}
          b = for x <- xs, into: %{}, do: {x, n}
          c = for x <- xs, into: n, do: x
          d = for <<r::8, g::8 <- n>>, do: {r, g}
          e = for <<0::4, v::4 <- n>>, into: "", do: <<v>>
          f = for x <- xs, uniq: true, do: x
          g = for x <- xs, y <- ys, reduce: 0 do
            acc when :erlang.>(acc, 10) -> acc
            acc -> :erlang.+(acc, :erlang.*(x, y))
          end
          {a, b, c, d, e, f, g}
        end
        """)
    }

    func testBitstrings() {
        check("""
        def p(<<1, n, body::binary-size(n), rest::binary>>), do: {body, rest}
        def p(<<2, x::little-signed-16, y::float, _::binary>>), do: {x, y}
        def p(<<"abc", c::utf8, t::binary>>), do: {c, t}
        def p(<<"abd", t::bitstring>>), do: t
        def p(<<a::3, b::5>>), do: {a, b}
        def p(<<>>), do: nil
        def p("whole"), do: 1
        def p(<<n::8, x::size(n)-unit(8), _::bitstring>>), do: x
        def b(x, y, n), do: <<1, 2, "abc", x::16, y::binary, x::size(n), 3::4, y::float-32, x::utf8>>
        def lex(<<?a, t::binary>>), do: {:a, t}
        def lex(<<?b, t::binary>>), do: {:b, t}
        def lex(<<"else", t::binary>>), do: {:else, t}
        def lex(<<"end", t::binary>>), do: {:end, t}
        def lex(<<c, t::binary>>) when :erlang.>=(c, 48), do: {c, t}
        def lex(<<>>), do: :end
        def walk(<<c, t::binary>>, acc), do: walk(t, [c | acc])
        def walk(<<>>, acc), do: acc
        """)
    }

    func testDataAndFields() {
        check("""
        def d(x, y) do
          a = %{:b => x, :a => y, "k" => 1}
          b = %{x => y, 1.0 => 2}
          c = %{a | b: 1, a: y}
          d = %{c | x => 2}
          {a.b, d.a, [x, y, 1, 2, 3], {1, 2, [3]}, {x}, {}, [x | y], b, x.name.first}
        end
        def empty(m), do: %{m | :erlang.+(1, m) => 2}
        """)
    }

    func testWideFrames() {
        let names = (0 ..< 120).map { "v\($0)" }
        let bindings = names.map { "\($0) = :m.f(:\($0))" }.joined(separator: "\n")
        check("def wide(x) do\n\(bindings)\n:m.g(x)\n{x, \(names.joined(separator: ", "))}\nend")
    }

    func testManyClauses() {
        let clauses = (0 ..< 3000).map { "def big({:tag\($0), x, y}, z) when :erlang.>(x, z), do: :m.f\($0)(x, [y, z])" }.joined(separator: "\n")
        check(clauses)
        let guarded = (0 ..< 3000).map { "def chain(x) when :erlang.\"==\"(x, \"\($0)\"), do: \($0)" }.joined(separator: "\n")
        check(guarded)
    }

    func testLongLiterals() {
        check("def constant, do: [" + (0 ..< 100_000).map(String.init).joined(separator: ", ") + "]")
        check("def computed(x), do: [" + (0 ..< 3000).map { "{x, :m.f(\($0))}" }.joined(separator: ", ") + "]")
        check("def tuple(x), do: {" + (0 ..< 500).map { "[x | \($0)]" }.joined(separator: ", ") + "}")
        check("def map(x), do: %{" + (0 ..< 300).map { "k\($0): [x]" }.joined(separator: ", ") + "}")
    }
}
