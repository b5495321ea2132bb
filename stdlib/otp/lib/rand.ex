# Erlang's `rand`: pseudo-random numbers, with the algorithms that its documentation names.

defmodule :rand do
  @moduledoc """
  Pseudo-random numbers.

  A generator is a state that each number is taken from. The functions without `_s` keep one in
  the process dictionary and seed it when it is first needed; those with `_s` take and return it.

      iex> :rand.seed(:exsss, {1, 2, 3})
      iex> for _ <- 1..3, do: :rand.uniform(1000)
      [27, 641, 475]

  The algorithms are `:exsss` (Xorshift116**, the default), `:exsp` and `:exsplus`
  (Xorshift116+), `:exrop` (Xoroshiro116+), `:exro928ss` (Xoroshiro928**), `:exs1024s` and
  `:exs1024` (Xorshift1024*), `:exs64` (Xorshift64*) and `:dummy`, which stands still. The numbers
  are OTP's. None of them is fit
  for secrets.
  """

  import Bitwise

  @mask58 0x3FFFFFFFFFFFFFF
  @mask64 0xFFFFFFFFFFFFFFFF

  # What steps of 2**64 (of the small generators) and 2**512 (of the large ones) multiply a
  # state by: x to that power, modulo the polynomial of the generator, as bits.
  @jump_exsp 0xD174A83E17DE2302F8EA6BC32C797
  @jump_exrop 0x9863200F83FCD4A11293241FCB12A
  @jump_exro928 0xB10773CBE19F5FC1A1504ACD83F240C6007E76CEBCB3B7C4CC049C536E62A33CC2323831B45A3A8A3CEF3CC0F02F778573CF0F0A0657E19F00D4B3584DDD98EE4BE41E015AC26D5D20F9B49FA81B0090567FD9F0B83FE51A1EB3BE1910A1DE1D7D6813D2BA05381FDFD1490244085302F77130CA
  @jump_exs1024 0x284600E3F30E38C3B99181F2D8F685CA047F7684E9FC949D0B5FC64563B3E2A87910C41D10A1E6A5691548C86C1BD5405EE975283D71C93BC4CB815590989B13AAC17D8EFA43CAB83659132BB12FEA70DC2D9891FE68C0222FFEEB0A48316F404489AFFCE4F31A1E5B34A39F070B5837A3C65B8776F9685584242F96ECA9C41D

  @type alg ::
          :exsss | :exsp | :exsplus | :exrop | :exro928ss | :exs64 | :exs1024 | :exs1024s | :dummy
  @type handler :: %{
          type: alg,
          bits: 58 | 64,
          weak_low_bits: 0..3,
          next: (term -> {non_neg_integer, term}),
          old: boolean
        }
  @type state :: {handler, term}
  @type export_state :: {alg, term}
  @type seed :: {integer, integer, integer} | integer | [integer]

  ## Seeding

  @doc """
  Seeds the generator of the process: with an algorithm at random, or with a state.

      iex> state = :rand.seed({:exsss, 42})
      iex> is_tuple(state)
      true
      iex> state = :rand.seed(:exsp)
      iex> :rand.seed(state) == state
      true
  """
  @spec seed(alg | :default | state | export_state) :: state
  def seed(alg_or_state), do: keep(seed_s(alg_or_state))

  @doc """
  Seeds the generator of the process.

  The seed is a triple of integers, an integer, or a list of integers, which are the words of
  the state themselves.

      iex> :rand.seed(:exsss, 42)
      iex> first = :rand.uniform(1000)
      iex> :rand.seed(:exsss, 42)
      iex> :rand.uniform(1000) == first
      true
  """
  @spec seed(alg | :default, seed) :: state
  def seed(alg, seed), do: keep(seed_s(alg, seed))

  defp keep(state) do
    Process.put(:rand_seed, state)
    state
  end

  @doc """
  Returns a state: of an algorithm seeded at random, or of an exported state.

      iex> {number, _state} = :rand.uniform_s(:rand.seed_s(:exrop))
      iex> number >= 0.0 and number < 1.0
      true
  """
  @spec seed_s(alg | :default | state | export_state) :: state
  def seed_s({%{type: _, next: _}, _words} = state), do: state
  def seed_s({alg, words}) when is_atom(alg), do: {mk_alg(alg), words}

  def seed_s(alg) do
    seed_s(alg, {
      :erlang.phash2([{node(), self()}]),
      :erlang.system_time(),
      :erlang.unique_integer()
    })
  end

  @doc """
  Returns a state seeded as `seed/2` does.

      iex> state = :rand.seed_s(:exsss, {1, 2, 3})
      iex> {number, _state} = :rand.uniform_s(100, state)
      iex> number
      27
  """
  @spec seed_s(alg | :default, seed) :: state
  def seed_s(alg, seed) do
    handler = mk_alg(alg)
    {handler, words(handler.type, seed)}
  end

  @doc """
  Returns the state of the generator of the process in an external form, or `:undefined`.

      iex> :rand.seed(:exsss, 1)
      iex> {algorithm, _numbers} = :rand.export_seed()
      iex> algorithm
      :exsss
  """
  @spec export_seed() :: export_state | :undefined
  def export_seed do
    case Process.get(:rand_seed) do
      {%{type: alg}, words} -> {alg, words}
      _ -> :undefined
    end
  end

  @doc """
  Returns a state in an external form, which `seed_s/1` takes.

      iex> state = :rand.seed_s(:exsp, 1)
      iex> state |> :rand.export_seed_s() |> elem(0)
      :exsp
  """
  @spec export_seed_s(state) :: export_state
  def export_seed_s({%{type: alg}, words}), do: {alg, words}

  defp mk_alg(:default), do: mk_alg(:exsss)
  defp mk_alg(:exsss), do: make_handler(:exsss, 58, 0, &exsss_next/1)
  defp mk_alg(:exsp), do: make_handler(:exsp, 58, 1, &exsp_next/1)
  defp mk_alg(:exsplus), do: make_old_handler(:exsplus, 58, &exsp_next/1)
  defp mk_alg(:exs64), do: make_old_handler(:exs64, 64, &exs64_next/1)
  defp mk_alg(:exs1024), do: make_old_handler(:exs1024, 64, &exs1024_next/1)
  defp mk_alg(:exrop), do: make_handler(:exrop, 58, 1, &exrop_next/1)
  defp mk_alg(:exro928ss), do: make_handler(:exro928ss, 58, 0, &exro928ss_next/1)
  defp mk_alg(:exs1024s), do: make_handler(:exs1024s, 64, 3, &exs1024_next/1)
  defp mk_alg(:dummy), do: make_handler(:dummy, 58, 0, &{&1, bxor(&1, @mask58)})

  defp make_handler(alg, bits, weak_low_bits, next) do
    %{type: alg, bits: bits, weak_low_bits: weak_low_bits, next: next, old: false}
  end

  # The first algorithms make less of their numbers.
  defp make_old_handler(alg, bits, next) do
    %{type: alg, bits: bits, weak_low_bits: 2, next: next, old: true}
  end

  # Words given one by one must not all be zero; those that are missing are.
  defp words(:dummy, [word]), do: word
  defp words(:exs64, [word]), do: hd(fill([word], @mask64))
  defp words(:exs64, []), do: :erlang.error(:zero_seed)
  defp words(:dummy, seed) when is_list(seed), do: :erlang.error(:too_many_seed_integers)

  defp words(alg, [word1, word2]) when alg in [:exsss, :exsp, :exsplus, :exrop],
    do: pair([word1, word2])

  defp words(alg, [word1]) when alg in [:exsss, :exsp, :exsplus, :exrop], do: pair([word1, 0])
  defp words(alg, []) when alg in [:exsss, :exsp, :exsplus, :exrop], do: pair([0, 0])
  defp words(:exro928ss, seed) when is_list(seed), do: {fill(seed, @mask58), []}

  defp words(alg, seed) when alg in [:exs1024, :exs1024s] and is_list(seed),
    do: {fill(seed, @mask64), []}

  defp words(_alg, [_, _ | _]), do: :erlang.error(:too_many_seed_integers)

  defp words(:exs64, seed) when is_integer(seed), do: hd(split_mix64(1, seed &&& @mask64))
  defp words(:dummy, seed) when is_integer(seed), do: hd(split_mix(1, seed &&& @mask64))

  defp words(:exro928ss, seed) when is_integer(seed), do: {split_mix(16, seed &&& @mask64), []}

  defp words(alg, seed) when alg in [:exs1024, :exs1024s] and is_integer(seed),
    do: {split_mix64(16, seed &&& @mask64), []}

  defp words(_alg, seed) when is_integer(seed) do
    [word1, word2] = split_mix(2, seed &&& @mask64)
    [word1 | word2]
  end

  defp words(alg, {a, b, c}) when alg in [:exsp, :exsplus], do: mix_triple(&exsp_next/1, a, b, c)
  defp words(:exrop, {a, b, c}), do: mix_triple(&exrop_next/1, a, b, c)

  defp words(:exs64, {a, b, c}) do
    [number1, number2, number3] =
      for {part, factor} <- [{a, 4_294_967_197}, {b, 4_294_967_231}, {c, 4_294_967_279}] do
        elem(exs64_next((part &&& 0xFFFFFFFF) * factor + 1), 0)
      end

    rem(number1 * number2 * number3, @mask64 - 1) + 1
  end

  defp words(alg, {a, b, c}) when alg in [:exs1024, :exs1024s] do
    a = ((a &&& 0x1FFFFF) + 1) * 2_097_131 &&& 0x1FFFFF
    b = ((b &&& 0x1FFFFF) + 1) * 2_097_133 &&& 0x1FFFFF
    c = ((c &&& 0x1FFFFF) + 1) * 2_097_143 &&& 0x1FFFFF
    {:lists.reverse(exs64_words(16, a <<< 43 ||| b <<< 22 ||| c <<< 1 ||| 1)), []}
  end

  defp words(alg, {a, b, c}) do
    {word0, x} = split_mix58(a &&& @mask64)
    {word1, x} = split_mix58(bxor(b, x) &&& @mask64)
    {word2, x} = split_mix58(bxor(c, x) &&& @mask64)

    case alg do
      :exsss -> [word1 | word2]
      :dummy -> word2
      :exro928ss -> {[word0, word1, word2 | split_mix(13, x)], []}
    end
  end

  defp pair([word1, word2]) do
    case fill([word1, word2], @mask58) do
      [word1, word2 | _] -> [word1 | word2]
    end
  end

  defp fill(words, mask) do
    if length(words) > 16, do: :erlang.error(:too_many_seed_integers)

    words = for word <- words, do: word &&& mask
    if Enum.all?(words, &(&1 == 0)), do: :erlang.error(:zero_seed)

    words ++ List.duplicate(0, 16 - length(words))
  end

  defp mix_triple(next, a, b, c) do
    {_, [_ | word]} =
      next.([a * 4_294_967_197 + 1 &&& @mask58 | b * 4_294_967_231 + 1 &&& @mask58])

    {_, words} = next.([c * 4_294_967_279 + 1 &&& @mask58 | word])
    words
  end

  defp split_mix(0, _x), do: []

  defp split_mix(count, x) do
    {word, x} = split_mix58(x)
    [word | split_mix(count - 1, x)]
  end

  defp split_mix58(x) do
    case splitmix64_next(x) do
      {word, x} when (word &&& @mask58) != 0 -> {word &&& @mask58, x}
      {_, x} -> split_mix58(x)
    end
  end

  defp split_mix64(0, _x), do: []

  defp split_mix64(count, x) do
    {word, x} = splitmix64_next(x)
    [word | split_mix64(count - 1, x)]
  end

  defp exs64_words(0, _word), do: []

  defp exs64_words(count, word) do
    {number, word} = exs64_next(word)
    [number | exs64_words(count - 1, word)]
  end

  ## Algorithms: from the words of a state to a number and the next words

  defp exsss_next([word1 | word0]), do: {star_star(word0), [word0 | shift_xor(word1, word0)]}

  @doc """
  Takes a number of 58 bits from the words of an Xorshift116+ generator.

      iex> :rand.exsp_next([1 | 2])
      {16785413, [2 | 16785411]}
  """
  @spec exsp_next(nonempty_improper_list(integer, integer)) ::
          {non_neg_integer, nonempty_improper_list(integer, integer)}
  def exsp_next([word1 | word0]) do
    new = shift_xor(word1, word0)
    {word0 + new &&& @mask58, [word0 | new]}
  end

  defp shift_xor(word1, word0) do
    word1 = bxor(word1 &&& @mask58, word1 <<< 24 &&& @mask58)
    word1 |> bxor(word0) |> bxor(word1 >>> 11) |> bxor(word0 >>> 41)
  end

  defp star_star(word) do
    rotated = rotate(word * 5 &&& @mask58, 7)
    rotated * 9 &&& @mask58
  end

  defp rotate(word, bits), do: (word <<< bits &&& @mask58) ||| word >>> (58 - bits)

  defp exrop_next([word0 | word1]) do
    mixed = bxor(word1, word0)
    new0 = word0 |> rotate(24) |> bxor(mixed) |> bxor(mixed <<< 2 &&& @mask58)
    {word0 + word1 &&& @mask58, [new0 | rotate(mixed, 35)]}
  end

  # The words are a ring of 16, kept as a queue: those in front, and those passed in reverse.
  defp exro928ss_next({[last, first | rest], passed}) do
    mixed = bxor(first, last)
    new_last = first |> rotate(44) |> bxor(mixed) |> bxor(mixed <<< 9 &&& @mask58)
    {star_star(first), {[rotate(mixed, 45) | rest], [new_last | passed]}}
  end

  defp exro928ss_next({[last], passed}), do: exro928ss_next({[last | :lists.reverse(passed)], []})

  defp exs64_next(word) do
    word = bxor(word, word >>> 12)
    word = bxor(word, word <<< 25 &&& @mask64)
    word = bxor(word, word >>> 27)
    {word * 2_685_821_657_736_338_717 &&& @mask64, word}
  end

  defp exs1024_next({[word0, word1 | rest], passed}) do
    word1 = bxor(word1, word1 <<< 31 &&& @mask64)
    new = word1 |> bxor(word1 >>> 11) |> bxor(word0) |> bxor(word0 >>> 30)
    {new * 1_181_783_497_276_652_981 &&& @mask64, {[new | rest], [word0 | passed]}}
  end

  defp exs1024_next({[word], passed}), do: exs1024_next({[word | :lists.reverse(passed)], []})

  @doc """
  Takes a number of 64 bits from a SplitMix64 generator.

      iex> :rand.splitmix64_next(1)
      {10451216379200822465, 11400714819323198486}
  """
  @spec splitmix64_next(integer) :: {non_neg_integer, non_neg_integer}
  def splitmix64_next(x) do
    x = x + 0x9E3779B97F4A7C15 &&& @mask64
    z = bxor(x, x >>> 30) * 0xBF58476D1CE4E5B9 &&& @mask64
    z = bxor(z, z >>> 27) * 0x94D049BB133111EB &&& @mask64
    {bxor(z, z >>> 31), x}
  end

  ## Numbers

  @doc """
  Returns a float of 0.0 =< x < 1.0.

      iex> :rand.seed(:exsss, 7)
      iex> :rand.uniform()
      0.836894859500141
  """
  @spec uniform() :: float
  def uniform, do: with_kept(&uniform_s/1)

  @doc """
  Returns an integer of 1 =< x =< `n`.

      iex> :rand.seed(:exsss, 7)
      iex> for _ <- 1..5, do: :rand.uniform(6)
      [2, 6, 5, 6, 3]
  """
  @spec uniform(pos_integer) :: pos_integer
  def uniform(n), do: with_kept(&uniform_s(n, &1))

  @doc """
  Returns a float of 0.0 < x < 1.0, as finely spread near zero as floats are.

      iex> number = :rand.uniform_real()
      iex> number > 0.0 and number < 1.0
      true
  """
  @spec uniform_real() :: float
  def uniform_real, do: with_kept(&uniform_real_s/1)

  @doc """
  Returns a float of the standard normal distribution.

      iex> :rand.seed(:exsss, 7)
      iex> :rand.normal()
      2.2433089257806937
  """
  @spec normal() :: float
  def normal, do: with_kept(&normal_s/1)

  @doc """
  Returns a float of the normal distribution with that mean and variance.

      iex> :rand.seed(:exsss, 7)
      iex> :rand.normal(100, 4)
      104.48661785156139
  """
  @spec normal(number, number) :: float
  def normal(mean, variance), do: mean + :math.sqrt(variance) * normal()

  @doc """
  Returns `n` random bytes.

      iex> byte_size(:rand.bytes(5))
      5
  """
  @spec bytes(non_neg_integer) :: binary
  def bytes(n), do: with_kept(&bytes_s(n, &1))

  @doc """
  Returns the list in random order.

      iex> :rand.seed(:exsss, 7)
      iex> :rand.shuffle([1, 2, 3, 4, 5])
      [1, 5, 4, 3, 2]
  """
  @spec shuffle(list) :: list
  def shuffle(list), do: with_kept(&shuffle_s(list, &1))

  @doc """
  Moves the generator of the process ahead, by more numbers than anybody takes.

      iex> :rand.seed(:exsss, 7)
      iex> :rand.jump()
      iex> :rand.uniform(100)
      73
  """
  @spec jump() :: state
  def jump, do: keep(jump(kept()))

  defp with_kept(fun) do
    {value, state} = fun.(kept())
    keep(state)
    value
  end

  defp kept do
    case Process.get(:rand_seed) do
      nil -> seed(:default)
      state -> seed_s(state)
    end
  end

  @doc """
  Takes a float of 0.0 =< x < 1.0 from a state.

      iex> {number, _state} = :rand.uniform_s(:rand.seed_s(:exsss, 7))
      iex> number
      0.836894859500141
  """
  @spec uniform_s(state) :: {float, state}
  def uniform_s({%{type: :dummy}, _} = state), do: {0.5, state}

  def uniform_s({%{next: next, bits: bits, old: true} = handler, words}) do
    {number, words} = next.(words)
    {number / (1 <<< bits), {handler, words}}
  end

  def uniform_s({%{next: next, bits: bits} = handler, words}) do
    {number, words} = next.(words)
    {(number >>> (bits - 53)) * 1.1102230246251565e-16, {handler, words}}
  end

  @doc """
  Takes an integer of 1 =< x =< `n` from a state.

      iex> {number, state} = :rand.uniform_s(6, :rand.seed_s(:exsss, 7))
      iex> {number, state |> then(&:rand.uniform_s(6, &1)) |> elem(0)}
      {2, 6}
  """
  @spec uniform_s(pos_integer, state) :: {pos_integer, state}
  def uniform_s(n, {%{type: :dummy}, _} = state) when is_integer(n) and n >= 1, do: {1, state}

  def uniform_s(n, {%{next: next, bits: bits, old: true} = handler, words} = state)
      when is_integer(n) and n >= 1 do
    if n < 1 <<< bits do
      {number, words} = next.(words)
      {rem(number, n) + 1, {handler, words}}
    else
      {part, state} = uniform_s(state)
      {trunc(part * n) + 1, state}
    end
  end

  def uniform_s(n, {%{next: next, bits: bits} = handler, words})
      when is_integer(n) and n >= 1 do
    {number, words} = next.(words)

    if n <= 1 <<< bits do
      # Numbers beyond the last whole multiple of n are not fair, and are taken again.
      remainder = rem(number, n)

      if number - remainder <= (1 <<< bits) - n,
        do: {remainder + 1, {handler, words}},
        else: uniform_s(n, {handler, words})
    else
      uniform_large(n, handler, number, words)
    end
  end

  # Numbers are put together until they have the bits, and one more if n is no power of two,
  # so that at least half of what comes out is fair. Weak low bits make room for the next number.
  defp uniform_large(n, %{next: next, bits: bits} = handler, number, words) do
    if (n &&& n - 1) == 0 do
      {number, _bits, words} = widen(n - 1, 0, number, bits, handler, words)
      {(number &&& n - 1) + 1, {handler, words}}
    else
      {number, bits, words} = widen(n, 1, number, bits, handler, words)
      remainder = rem(number, n)

      if number - remainder <= (1 <<< bits) - n do
        {remainder + 1, {handler, words}}
      else
        {number, words} = next.(words)
        uniform_large(n, handler, number, words)
      end
    end
  end

  defp widen(limit, spare, number, bits, handler, words) do
    if limit >>> (bits - spare) == 0 do
      {number, bits, words}
    else
      {more, words} = handler.next.(words)
      weak = handler.weak_low_bits
      number = (number >>> weak) <<< handler.bits ||| more
      widen(limit, spare, number, bits + handler.bits - weak, handler, words)
    end
  end

  @doc """
  Takes a float of 0.0 < x < 1.0 from a state.

      iex> {number, _state} = :rand.uniform_real_s(:rand.seed_s(:exsss, 7))
      iex> number
      0.836894859500141
  """
  @spec uniform_real_s(state) :: {float, state}
  def uniform_real_s({%{next: next} = handler, words}) do
    {number, words} = next.(words)
    uniform_real(number_of(number, 56, handler), 56, handler, words)
  end

  # The first so many bits of a number; of an old algorithm's the last.
  defp number_of(number, count, %{old: true}), do: number &&& (1 <<< count) - 1
  defp number_of(number, count, %{bits: bits}), do: number >>> (bits - count)

  # A mantissa is the first 53 bits from the first one that is set.
  defp uniform_real(mantissa, bits, handler, words) when mantissa >= 0x10000000000000 do
    excess = significant_bits(mantissa, 0) - 53
    {(mantissa >>> excess) * :math.pow(2.0, excess - bits), {handler, words}}
  end

  defp uniform_real(mantissa, bits, %{next: next} = handler, words) when bits < 1064 do
    {number, words} = next.(words)
    # Here what an old algorithm has beyond 56 bits lies over the end of the mantissa.
    more = if handler.old, do: number, else: number >>> (handler.bits - 56)
    uniform_real(mantissa <<< 56 ||| more, bits + 56, handler, words)
  end

  defp uniform_real(mantissa, _bits, handler, words), do: {mantissa * 5.0e-324, {handler, words}}

  defp significant_bits(0, count), do: count
  defp significant_bits(number, count), do: significant_bits(number >>> 1, count + 1)

  @doc """
  Takes a float of the standard normal distribution from a state, by the ziggurat method.

      iex> {number, _state} = :rand.normal_s(:rand.seed_s(:exsss, 7))
      iex> number
      2.2433089257806937
  """
  @spec normal_s(state) :: {float, state}
  def normal_s({%{next: next} = handler, words}) do
    {number, words} = next.(words)
    state = {handler, words}
    {sign, number} = sign_and_number(number_of(number, 52, handler), handler)
    negative? = sign == 1
    layer = number &&& 0xFF
    x = number * :rand_ziggurat.width(layer)
    x = if negative?, do: -x, else: x

    cond do
      number < :rand_ziggurat.safe(layer) -> {x, state}
      layer == 0 -> normal_tail(negative?, state)
      true -> normal_edge(layer, x, state)
    end
  end

  defp sign_and_number(number, %{old: true}), do: {number >>> 51, number &&& 0x7FFFFFFFFFFFF}
  defp sign_and_number(number, _handler), do: {number &&& 1, number >>> 1}

  @tail 3.6541528853610088

  defp normal_tail(negative?, state) do
    {u0, state} = uniform_s(state)
    x = -1 / @tail * :math.log(u0)
    {u1, state} = uniform_s(state)
    y = -:math.log(u1)

    cond do
      y + y <= x * x -> normal_tail(negative?, state)
      negative? -> {-(@tail + x), state}
      true -> {@tail + x, state}
    end
  end

  defp normal_edge(layer, x, state) do
    lower = :rand_ziggurat.height(layer)
    {u, state} = uniform_s(state)

    if (:rand_ziggurat.height(layer - 1) - lower) * u + lower < :math.exp(-0.5 * x * x),
      do: {x, state},
      else: normal_s(state)
  end

  @doc """
  Takes a float of the normal distribution with that mean and variance from a state.

      iex> {number, _state} = :rand.normal_s(0, 0.25, :rand.seed_s(:exsss, 7))
      iex> number
      1.1216544628903469
  """
  @spec normal_s(number, number, state) :: {float, state}
  def normal_s(mean, variance, state) when variance > 0 do
    {x, state} = normal_s(state)
    {mean + :math.sqrt(variance) * x, state}
  end

  @doc """
  Takes `n` bytes from a state.

      iex> {bytes, _state} = :rand.bytes_s(4, :rand.seed_s(:exsss, 7))
      iex> bytes
      <<88, 250, 247, 78>>
  """
  @spec bytes_s(non_neg_integer, state) :: {binary, state}
  def bytes_s(n, {%{next: _} = handler, words}) when is_integer(n) and n >= 0 do
    bytes(n, handler, words, [])
  end

  defp bytes(0, handler, words, acc) do
    {:erlang.iolist_to_binary(:lists.reverse(acc)), {handler, words}}
  end

  # Of each number the first whole bytes; of the last one those behind what exceeds whole bytes.
  defp bytes(n, handler, words, acc) do
    {number, words} = handler.next.(words)
    excess = if handler.old, do: 2, else: handler.bits - 56

    if n > 7 do
      bytes(n - 7, handler, words, [<<number >>> excess::56>> | acc])
    else
      bytes(0, handler, words, [binary_part(<<number::56>>, 0, n) | acc])
    end
  end

  @doc """
  Returns the list in random order, with numbers from a state.

  The elements are dealt onto four heaps, two bits of a number for each, and each heap in turn, until heaps
  have three or fewer. Time in the order of `n * log(n)`.

      iex> {shuffled, _state} = :rand.shuffle_s([1, 2, 3], :rand.seed_s(:exsss, 1))
      iex> Enum.sort(shuffled)
      [1, 2, 3]
  """
  @spec shuffle_s(list, state) :: {list, state}
  def shuffle_s(list, {%{next: _} = handler, words}) when is_list(list) do
    {list, {_number, _bits, words}} = deal(list, [], {0, 0, words}, handler)
    {list, {handler, words}}
  end

  # `tail` is what comes behind the elements; `source` is what is left of a number, how many bits that has, and the words.
  defp deal([], tail, source, _handler), do: {tail, source}
  defp deal([a], tail, source, _handler), do: {[a | tail], source}

  defp deal([a, b] = list, tail, source, handler) do
    case take_bits(1, source) do
      {0, source} -> {[b, a | tail], source}
      {1, source} -> {[a, b | tail], source}
      :again -> deal(list, tail, refill(source, handler), handler)
    end
  end

  defp deal([a, b, c] = list, tail, source, handler) do
    case take_bits(3, source) do
      {0, source} -> {[c, b, a | tail], source}
      {1, source} -> {[b, c, a | tail], source}
      {2, source} -> {[c, a, b | tail], source}
      {3, source} -> {[a, c, b | tail], source}
      {4, source} -> {[b, a, c | tail], source}
      {5, source} -> {[a, b, c | tail], source}
      {_unused, source} -> deal(list, tail, source, handler)
      :again -> deal(list, tail, refill(source, handler), handler)
    end
  end

  defp deal(list, tail, source, handler) do
    {heap0, heap1, heap2, heap3, source} = heaps(list, [], [], [], [], source, handler)
    {tail, source} = deal(heap0, tail, source, handler)
    {tail, source} = deal(heap1, tail, source, handler)
    {tail, source} = deal(heap2, tail, source, handler)
    deal(heap3, tail, source, handler)
  end

  defp heaps([element | rest] = list, heap0, heap1, heap2, heap3, source, handler) do
    case take_bits(2, source) do
      {0, source} -> heaps(rest, [element | heap0], heap1, heap2, heap3, source, handler)
      {1, source} -> heaps(rest, heap0, [element | heap1], heap2, heap3, source, handler)
      {2, source} -> heaps(rest, heap0, heap1, [element | heap2], heap3, source, handler)
      {3, source} -> heaps(rest, heap0, heap1, heap2, [element | heap3], source, handler)
      :again -> heaps(list, heap0, heap1, heap2, heap3, refill(source, handler), handler)
    end
  end

  defp heaps([], heap0, heap1, heap2, heap3, source, _handler),
    do: {heap0, heap1, heap2, heap3, source}

  defp take_bits(count, {number, bits, words}) when bits >= count,
    do: {number &&& (1 <<< count) - 1, {number >>> count, bits - count, words}}

  defp take_bits(_count, _source), do: :again

  defp refill({_number, _bits, words}, handler) do
    {number, words} = handler.next.(words)
    {number >>> handler.weak_low_bits, min(handler.bits - handler.weak_low_bits, 58), words}
  end

  @doc """
  Moves a state ahead by 2**64 numbers, or by 2**512 if it is one of 16 words.

      iex> state = :rand.jump(:rand.seed_s(:exsss, 7))
      iex> {number, _state} = :rand.uniform_s(100, state)
      iex> number
      73
  """
  @spec jump(state) :: state
  def jump({%{type: alg} = handler, words}) do
    case alg do
      :exrop ->
        {handler, jump_pair(@jump_exrop, handler.next, words, 0, 0)}

      :exro928ss ->
        {handler, jump_ring(@jump_exro928, handler.next, words)}

      alg when alg in [:exs1024, :exs1024s] ->
        {handler, jump_ring(@jump_exs1024, handler.next, words)}

      alg when alg in [:dummy, :exs64] ->
        :erlang.error(:not_implemented)

      _ ->
        {handler, exsp_jump(words)}
    end
  end

  @doc """
  Moves the words of an Xorshift116+ generator ahead by 2**64 numbers.

      iex> :rand.exsp_jump([1 | 2])
      [62857607239118635 | 99818531232796752]
  """
  @spec exsp_jump(nonempty_improper_list(integer, integer)) ::
          nonempty_improper_list(integer, integer)
  def exsp_jump(words), do: jump_pair(@jump_exsp, &exsp_next/1, words, 0, 0)

  # The sum, without carry, of the states ahead whose bits are set.
  defp jump_pair(0, _next, _words, sum1, sum2), do: [sum1 | sum2]

  defp jump_pair(polynomial, next, [word1 | word2] = words, sum1, sum2) do
    {_, next_words} = next.(words)

    if (polynomial &&& 1) == 1,
      do: jump_pair(polynomial >>> 1, next, next_words, bxor(sum1, word1), bxor(sum2, word2)),
      else: jump_pair(polynomial >>> 1, next, next_words, sum1, sum2)
  end

  defp jump_ring(polynomial, next, words) do
    {jump_ring(polynomial, next, words, List.duplicate(0, 16)), []}
  end

  defp jump_ring(0, _next, _words, sums), do: sums

  defp jump_ring(polynomial, next, {front, passed} = words, sums) do
    sums =
      if (polynomial &&& 1) == 1,
        do: Enum.zip_with(sums, front ++ :lists.reverse(passed), &bxor/2),
        else: sums

    {_, words} = next.(words)
    jump_ring(polynomial >>> 1, next, words, sums)
  end

  ## MWC59: a fast generator whose state is its number

  @doc """
  Returns the next state of an MWC59 generator.

      iex> :rand.mwc59(12345)
      1652382817650
  """
  @spec mwc59(pos_integer) :: pos_integer
  def mwc59(state), do: (state &&& 0xFFFFFFFF) * 0x7FA6502 + (state >>> 32)

  @doc """
  Returns 32 random bits of an MWC59 state.

      iex> 1 |> :rand.mwc59() |> :rand.mwc59_value32()
      4255082242
  """
  @spec mwc59_value32(pos_integer) :: non_neg_integer
  def mwc59_value32(state) do
    low = state &&& 0xFFFFFFFF
    bxor(low, low <<< 8 &&& 0xFFFFFFFF)
  end

  @doc """
  Returns 59 random bits of an MWC59 state.

      iex> 1 |> :rand.mwc59() |> :rand.mwc59_value()
      271027045312247074
  """
  @spec mwc59_value(pos_integer) :: non_neg_integer
  def mwc59_value(state) do
    state = bxor(state, state <<< 4 &&& 0x7FFFFFFFFFFFFFF)
    bxor(state, state <<< 27 &&& 0x7FFFFFFFFFFFFFF)
  end

  @doc """
  Returns a float of 0.0 =< x < 1.0 of an MWC59 state.

      iex> number = 1 |> :rand.mwc59() |> :rand.mwc59_float()
      iex> number >= 0.0 and number < 1.0
      true
  """
  @spec mwc59_float(pos_integer) :: float
  def mwc59_float(state), do: (mwc59_value(state) &&& 0x1FFFFFFFFFFFFF) * 1.1102230246251565e-16

  @doc """
  Returns an MWC59 state at random.

      iex> :rand.mwc59_seed() in 1..0x7FFFFFFFFFFFFFF
      true
  """
  @spec mwc59_seed() :: pos_integer
  def mwc59_seed do
    {number, _} =
      splitmix64_next(
        :erlang.phash2({node(), self(), :erlang.system_time(), :erlang.unique_integer()})
      )

    mwc59_seed(number &&& @mask58)
  end

  @doc """
  Returns an MWC59 state made of an integer of 58 bits.

      iex> :rand.mwc59_seed(1)
      11213862807209314
  """
  @spec mwc59_seed(0..0x3FFFFFFFFFFFFFF) :: pos_integer
  def mwc59_seed(seed) when is_integer(seed) and seed >= 0 and seed <= @mask58 do
    # The last steps of MurmurHash, cut to 58 bits, so that similar seeds give other states.
    mixed = bxor(seed, seed >>> 29) * 0x351AFD7ED558CCD &&& @mask58
    mixed = bxor(mixed, mixed >>> 29) * 0x0CEB9FE1A85EC53 &&& @mask58
    bxor(mixed, mixed >>> 29) + 1
  end
end
