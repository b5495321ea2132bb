# Syntax that is seldom written. record.exs records what it becomes.
foo -1
foo 1, 2
foo.bar
foo.bar(1)
Foo.bar
Foo.Bar.baz 1
Foo.{A, B}
a.b.C
[a: 1, "b": 2, "c#{1}": 3]
%{a: 1}
%{a | b: 1}
%{a | b => 1}
%{a => b | c}
%{a}
%Foo{a: 1}
%^x{}
%mod.foo{}
x not in y
not x in y
(not x) in y
!x in y
(nil)
(x)
()
fn -> end
fn -> x end
fn x -> end
fn a, b when c -> d end
fn (a, b) when c -> d end
fn () -> 1 end
(x -> y)
(x -> y; z -> w)
(-> y)
a[b]
@a[b]
@foo 1
f.()
f.(1).(2)
f(1)(2)
"a#{b}c"
'a#{b}c'
:"a#{b}c"
'abc'
~s(abc)
~s(a#{b}c)ab
~S"""
  foo
  """
  """
  a
  b
  """
&1
&foo/1
& &1 + 1
...
1..2//3
1..2
a..b//c
x when y
if x do 1 end
if x do 1 else 2 end
if x do end
case x do
  1 -> 2
  3 -> 4; 5
end
foo do a; b after c rescue d -> e end
a; b
# hi
;
<<1, 2::8>>
{}
{1}
{1,2}
{1,2,3}
-1
+1
- 1
0x1F
1_000.5e-10
unquote_splicing(x)
(unquote_splicing(x))
foo(do: 1, else: 2)
__MODULE__
Foo."bar baz"(1)
Foo."bar"
foo a, b: 1, c: 2
foo(a, b: 1)
{a, b: 1}
[a, b: 1]
<<a, b: 1>>
a |> b
true
nil
:foo
foo a do b end
foo(a) do b end
foo.bar a do b end
foo.() do b end
-(1)
-x
a -1
a - 1
a-1
a.b -1
fn x -> y; z end
not(x)
!(x)
(!x)
(not x; y)
def foo, do: not x
foo (1)
foo (1) + 2
foo (1), 2
foo ()
x.y()
x.y z
x.y[z]
x . y
x.
y
x
.y
%foo {}
%foo.bar {}
%@foo {}
%@foo{}
%Foo {}
%foo() {}
%foo.bar() {}
%...a{}
%... {}
%not a{}
"a#{"b#{c}d"}e"
"#{}#{ }#{

}"

"#{}"
"a\
#{}"
"a#{1}\
b"
"""
  #{a}
  """
  """
  #{a}
  #{b} c
   d #{e}
  """
  """
  a\
  b
  """
  """
  a\
 b
  """
  """
  \
  """
  """
  a \
  """
  """
  \#{a}
  """
"\#{a}"
~s()
~s(#{})
""
''
:""
["": 1]
["#{}": 1]
"\u00e9é"
"\x41\x42"
"\xE9"
"\M"
1
not in 2
if a do: b
if a else: b
foo.bar do: 1
foo do: 1 do
end
Foo.bar (1), 2
Foo
(1)
...[1]
a.#b
c
a. # b
c
a.
# b
c
a. # b

 c
aÉ
:Éa
[É: 1]
[é: 1]
éÉ?
%{é: 1}
日本語 = 1
é!=1
:é@b
_é
[ñandú: "x", "é b": 1]
é -1
é[1]
é(1)
é do end
@é 1
&é/1
a.é(1)
μ = µ
a
[1, # g
2]#h
%foo.{a} {}
a.{b c}
f a.{b do end}
a.{b, c: 1}
f(g a, b)
f g a, b
f g h a, b
f a: g b, c
:foo@bar
fn x y -> end
(x -> y; z)
a b c d, e
a ... b
foo ...
[...]
... + 1
foo(...)
fn ... -> x end
{..., 1}
[..]
foo .. 1
&(&1)
& 1
&1 + &2
&Foo.bar/2
@1
@@a
@a.b
@a b, c
@a do b end
a.{}
Foo.{}
a.{1}
a.+(1)
a.+ 1
a.and(1)
a.and
a.do
a.end
:+
:<<>>
[<<>>: 1, %{}: 2, {}: 3, %: 4, ..//: 5, ...: 6, ..: 7, +: 8, and: 9, do: 10, end: 11, nil: 12, Foo: 13, &: 2, !: 1]
;a
a;
(;)
(;a)
(a;)
foo do else end
foo do else 1 else 2 end
[1,]
{1,}
<<1,>>
%{1,}
%{a: 1,}
fn a: 1 -> b end
fn a, b: 1 -> b end
fn (a, b: 1) -> b end
fn (a: 1) -> b end
((a, b) -> c)
((a, b) when c -> d)
((a) -> c)
(() -> c)
(() when x -> c)
%{a | b}
%{a => 1, b => 2}
%{a | b => 1, c => 2}
%{a | b => 1, c: 2}
%{1 => 2, c: 2}
%{"a": 1}
%{a | b | c => d}
%{(a | b) => d}
%{a :: b => d}
%{a :: b | c => d}
%{a when b => d}
%{a => if x do y end}
%{if x do y end => a}
%{a | if x do y end => 1}
%{
  a => 1
}
%Foo{a | b: 1}
%Foo.Bar{}
%__MODULE__{}
%foo(1){}
%unquote(x){}
%@a{}
%"a"{}
%:foo{}
% Foo {}
%Foo
{}
%_{}
%foo.Bar{}
%foo.bar(1){}
a |>
b
a
|> b
a


|> b
a |>


b
a = # foo

b
foo(
a
)
foo(

a,
b
)
[
a
]
{
a, b, c
}
<<
a
>>
fn
x -> y
end
fn x ->

y
end
fn x -> y

z -> w
end
foo do


a

b
end
a


b
c; d

; e
f x do
  y -> z
  a -> b
else
  1 -> 2
end
(
a
b
)
(a)
((a))
(1)
(a + b) * c
(a.b)
(fn -> 1 end)
("a")
([a])
({a, b})
(a; b)
(
)
f((a))
f (a).b
(a).(1)
(a).b
(Foo).Bar
a.(
1
)
a[
1
]
@foo
@foo [1]
@foo[1]
&(
&1
)
Foo.{
A
}
Foo.
Bar
Foo
.Bar
"a
b#{c}"
"""
a#{b}
  c
"""
  """
  a#{b}
    c\
  d
  """
'''
a
'''
~w[a b]a
~r/a\/b/
~s"""
a
"""x
["foo #{a}": 1]
:"foo bar"
:'foo bar'
['a': 1]
{[a: 1], 2}
"#{a; b}"
"#{}"
"#{
a
}"
:"#{}"
a..b
a .. b
a..
b
a
.. b
a..b//
c
not a
not
a
!a
!
a
^a
~~~a
a ~~~b
a ^^^ b
a ||| b
a +++ b --- c
a <~> b <~ c ~> d ~>> e <<~ f
-a.b
-a[1]
a -b
a.b - c
a -b, c
a + b - c * d ** e ** f
a <> b <> c
a :: b | c
a \\ b
a <- b
a in b in c
a == b == c
a when b when c
a = b = c
a | b | c
&a | b
& a = b
-&a + b
a * &b = c
not a == b
@a == b
@a.b == c
@a b == c
@ a
!a.b
a && b || c and d or e
(-> )
(->)
fn -> 
end
fn () when x -> y end
fn (a) when x -> y end
fn (a) when (x) -> y end
fn (a), b -> y end
fn (a), (b) when (x) -> y end
x = fn
  1 -> 2
  3 -> 4
end
foo fn -> 1 end, 2
foo fn -> 1 end do 3 end
foo(bar do 1 end)
x = foo bar do 1 end
[foo do 1 end]
foo do 1 end |> bar
a |> foo do 1 end |> bar
a + foo b do 1 end * c
not foo do 1 end
-foo do 1 end + 2
foo -bar do 1 end
foo(1)(2) do 3 end
foo.bar do 1 end
foo."bar" do 1 end
foo."bar" 1
foo."bar"[1]
foo."b r"
foo.'b r'
1 [1]
(a
b)
f(
)
f(a
)
f(a,
b
)
[
]
{
}
<<
>>
%{
}
a[
b
]
a[b,]
a[b: 1]
a[b: 1, c: 2]
a[b: 1,]
a["b": 1]
a.(f b, c)
a.(b: 1)
a.(b, c: 1)
{a, b, c: 1}
foo a: 1, b: 2,
c: 3
foo a,
  b
foo
  a
foo a: 1 do 2 end
foo a, b: 1 do 2 end
foo(a, b: 1) do 2 end
foo a: fn -> 1 end do 2 end
foo a, b: bar do 2 end
foo a, b: bar c do 2 end
foo(a, b: bar c do 2 end)
[a: foo do 1 end]
[a: 1, a: foo b]
x = f a, b
x = f a, g b
x |> f a, b
f x |> g a, b
f(x |> g a, b)
f(-g a, b)
fn f a, b -> 1 end
fn x when f a, b -> 1 end
fn x -> f a, b end
case f a, b do x -> 1 end
f a, b do x -> f a, b end
"#{f a, b}"
(f a, b)
(f a, b) + 1
f (g a, b), c
@a f b, c
&f a, b
f(&g a, b)
f &g a, b
f &g(a, b), c
not f a, b
a = not f b, c
x.f a, b
f x.g a, b
f x.(a), b
f(a).b c, d
a.b.c d
a.b c.d e
Foo.bar Baz.qux 1, 2
f(.., 1)
[1, .., 2]
a = ..
1..2 //3
1 ..2
1.. 2
a...b
....a
...a
... a
[a, ...]
(... -> a)
(...)
a :: ...
a(... | b)
... | b
... = b
...; b
...
a
... in a
... and a
... ++ a
f ... do a end
...a + b
...a | b
...[a]
...(a)
....foo
&...
@...
-...
...-1
... -1
... - 1
[foo: 1]
[foo:
1]
[foo:	1]
foo::bar
foo :bar
foo ::bar
foo :: bar
:::
"\xFF"
"\u{1F600}\u00e9"
"\a\b\d\e\f\n\r\s\t\v\0\q\"\\\#{a}"
"a\
b"
'\x41'
:"\x41"
["\x41": 1]
~s(\x41\))
~S(\x41\))
~s(\()
~S(\(\))
~s/a\/b\\/
~S/a\/b\\/
~s<a>
~s|a|
~s"a"
~s'a'
~s[a]
~AB(c)
~A1(c)
~AB1(c)
~s(a)bC
~s(a)1
~s(a)b1
~S(#{a})
~S"""
a\
b \" \""" #{c}
"""
~s"""
a\
b \" \"""
"""
"""
a \"""
"""
  """
 a
  """
  """
  a
    """
  """
  a
 """
"""
"""
"""

"""
"""
a
b"""
"""
"""
a""" b
"""
"""   
a
"""
_1
0xABCdef
0o17
0b01
1.0
1.0e10
1.0E-10
1.0e+10
1.e10
1._0
1.0_0
1_000_000
123456789012345678901234567890
-123456789012345678901234567890
0xFFFFFFFFFFFFFFFFFFFFFF
01
1.foo
1..foo
1.0.foo
1.0..2
a?
a!
a?b
a?=b
a!=b
a! = b
a?!b
_
__
_a
A_b
A.é
éa
aé?
é
日本語
日本語?
a·b
:a·b
µ
\
a
a \
b
a\
 b
foo do not x end
foo do unquote_splicing(x) end
fn -> not x end
fn -> unquote_splicing(x) end
fn -> (not x) end
(not x -> not y)
((not x))
(unquote_splicing(x) -> unquote_splicing(y))
foo do x else unquote_splicing(x) end
foo do x else not x end
foo do x else a; b end
foo do x else
a
b
end
foo do
x
else
a
end
foo do
x;
else
a
end
"#{unquote_splicing(x)}"
"#{not x}"
not x
unquote_splicing(x); y
unquote_splicing(x, y)
unquote_splicing x
(;a; b)
(
;a
)
fn -> ; a end
fn ->
; a end
fn -> a; end
fn ; -> a end
fn; x -> a end
foo do; end
foo do
; a end
foo do; a end
foo do ;a; end
foo do else; a end
foo do -> end
foo do -> a end
foo do () -> a end
foo do a -> else b -> end
a
(1..2)//3
((1..2))//3
&//2
& //2
&/2
&+/2
&!/1
&and/2
&&&/2
&in/2
&not/1
&../2
&.../2
&{}/2
&%{}/1
&<<>>/1
&&/1
&=/2
&->/2
&|/2
&::/2
&when/2
&<-/2
&\\/2
&@/1
&not in/2
&"not in"/2
&Kernel.+/2
&Kernel.in/2
&Kernel.not in/2
+/2
f +/2
[+: 1]
[a +: 1]
f(a: 1,)
f(a, b: 1,)
f(a, b: 1, c: 2)
[a: 1,
]
a.
(b)
a. (b)
a.
{b}
a . {b}
a."b"
a.
"b"
a.fn
a.true
a.nil
a.when
a.not in b
a.in b
a.&
a.&1
a.&&
a.=
a.-> 1
a.=> 1
a.::(b)
a.@b
a.!
a.->b
a.|
a./b
a.-b
a.- b
a.-1
a.-(1)
a.*(1)
a.~> b
a.'b'
a.<-b
a.\\b
a.^
a.^^^
a.~~~
%%{}{}
%1{}
%-a{}
%!a{}
%&1{}
%...{}
%..{}
%fn -> 1 end{}
%a[b]{}
%a.b[c]{}
%a.(b){}
%a.b.c{}
%Foo{}.a
%Foo{}[a]
%{}.a
%{}[:a]
%{a => b, c}
%{a, b => c}
%{a | b, c => d}
%{a | b: 1,}
%{a | b => 1,}
%{a | b => 1, c: 2,}
%{a |
b: 1}
%{a
| b: 1}
%{
a
|
b: 1
}
%{a || b | c: 1}
%{a = b | c: 1}
%{-a | b: 1}
%{&a | b: 1}
%{&a | b => 1}
%{f a | b => 1}
%{f do end | b: 1}
%{a | b, c}
%{a | "b": 1}
%{a | "#{b}": 1}
%{a | b = c => d}
%{a | b :: c => d}
%{a | b when c => d}
%{a | b <- c => d}
%{a => b = c}
%{a => b when c}
%{a => b :: c}
%{a => b <- c}
%{a => b \\ c}
%{a => f b}
%{a => b, c | d => e}
%{a | b => 1, c | d => 2}
%{a | 1 => 2}
%{a | 1 => 2, 3}
%{"a" => 1, :b => 2, 'c' => 3, [d] => 4, {e} => 5, {e, f} => 6, (g) => 7, nil => 8, f(h) => 9, i.j => 10, ~s(k) => 11, %{} => 12, "l#{m}" => 13, &n/1 => 14, fn -> o end => 15}
"foo"::bar
if x
do end
if(x)
do end
fn x
-> y end
a
= b
a
* b
a
/ b
a
** b
%{a
=> b}
a
when b
a
and b
a
in b
a
not in b
a..b
//c
a
:: b
a
<- b
a
| b
a
++ b
a
+ b
a
! b
a
^ b
a
^^^ b
a
& b
a
&& b
a
@ b
a
~~~ b
a
... b
a
;b
a

;

b
(a
;
)
(a;

)
a	b c 1
&+/n
&+/ 2
a+/2
a +/2
a++/2
&a.+/2
&Foo.+/2
&Foo./2
&Foo.//2
[and: 1, or: 2, not: 3, in: 4, when: 5, fn: 6, true: 7, nil: 8, after: 9, __aliases__: 10, __block__: 1]
:__aliases__
:do
:"do"
:foo!
:foo?
:foo@
:Foo
:foo.bar
:..
:...
:..//
:.
:->
:=
:{}
:%{}
:%
:|
:||
:|||
:"not in"
:!
:!==
:^^^
:~~~
:<~>
:<<<
:<<~
:<-
:+++
:=~
:é!
:@
:*
:**
:/
:<>
foo -(1)
foo.bar +(1)
foo -[1]
foo.bar +[1]
foo -<<1>>
foo.bar +<<1>>
foo -{1}
foo.bar +{1}
foo -%{}
foo.bar +%{}
foo -+1
foo.bar ++1
foo --1
foo.bar +-1
foo -/1
foo.bar +/1
foo -:b
foo.bar +:b
foo -"b"
foo.bar +"b"
foo -'b'
foo.bar +'b'
foo.bar +1
foo -b
foo.bar +b
foo -B
foo.bar +B
foo -_b
foo.bar +_b
foo -@b
foo.bar +@b
foo -&b
foo.bar +&b
foo -&1
foo.bar +&1
foo -!b
foo.bar +!b
foo -^b
foo.bar +^b
foo -~s(b)
foo.bar +~s(b)
foo -~~~b
foo.bar +~~~b
foo -?b
foo.bar +?b
foo -...b
foo.bar +...b
foo -\
b
foo.bar +\
b
foo -é
foo.bar +é
foo -not b
foo.bar +not b
foo -fn -> 1 end
foo.bar +fn -> 1 end
foo! -1
foo? -1
foo() -1
Foo -1
foo[1] -1
1 -1
@foo -1
foo do -1 end
foo.+ -1
foo."bar" -1
foo	-1
foo  -1
foo
-1
foo -1 -1
foo -1 - bar -2
a and /b
a ++ /b
a +  /b
a = /b
&+ /2
&and /2
&not /2
&true/1
&nil/0
&when /2
&&& /2
a.+ /2
a |> /2
a*/2
a/ /2
a - /2
a &&/2
a !/2
!/2
a in/2
a in /2
a not in /2
a when /2
a or/2
@/2
@ /2
^/2
->/2
a -> /2
(a -> /2)
[a | /2]
a \\ /2
a <- /2
a :: /2
a ~> /2
.. /2
a .. /2
... /2
= /2
def a |> b, do: 1
&|>/2
+(1)
Kernel.|>(1, 2)
a.|> (b)
def unquote(a) |> b, do: 1
