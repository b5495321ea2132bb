# What `in` and the range operators expand to. Ranges themselves are range.ex.

defmodule Kernel.Membership do
  @moduledoc false

  @doc "The range `first..last`."
  def range(first, last, env) do
    first = integer_literal(:prim_code.expand(first, env))
    last = integer_literal(:prim_code.expand(last, env))
    check_bounds(first, last)

    case env.context do
      nil when is_integer(first) and is_integer(last) and first > last ->
        text = shown(first, last)
        warn(text <> " has a default step of -1, please write " <> text <> "//-1 instead", env)
        range_map(first, last, -1)

      nil when is_integer(first) and is_integer(last) ->
        range_map(first, last, 1)

      nil ->
        quote(do: Range.new(unquote(first), unquote(last)))

      :match ->
        text = shown(first, last)

        warn(
          text <>
            " inside match is deprecated, you must always match on the step: " <>
            text <> "//var or " <> text <> "//_ if you want to ignore it",
          env
        )

        range_map(first, last, quote(do: _))

      :guard ->
        warn_guard(first, last, env)
        range_map(first, last, nil)
    end
  end

  @doc "The range `first..last//step`."
  def range(first, last, step, env) do
    first = integer_literal(:prim_code.expand(first, env))
    last = integer_literal(:prim_code.expand(last, env))
    step = integer_literal(:prim_code.expand(step, env))
    check_bounds(first, last)
    check_step(step)

    case {env.context, is_integer(first) and is_integer(last) and is_integer(step)} do
      {nil, false} -> quote(do: Range.new(unquote(first), unquote(last), unquote(step)))
      {_, _} -> range_map(first, last, step)
    end
  end

  defp range_map(first, last, step) do
    {:%{}, [], [__struct__: Range, first: first, last: last, step: step]}
  end

  defp integer_literal({:-, _, [number]}) when is_integer(number), do: -number
  defp integer_literal(other), do: other

  defp check_bounds(first, last) do
    if not (possible_integer?(first) and possible_integer?(last)) do
      raise ArgumentError,
            "ranges (first..last//step) expect both sides to be integers, got: " <>
              shown(first, last)
    end
  end

  defp check_step(step) do
    if step == 0 or not possible_integer?(step) do
      raise ArgumentError,
            "ranges (first..last//step) expect the step to be a non-zero integer, got: " <>
              Macro.to_string(step)
    end
  end

  # A literal of another kind is wrong for sure; anything else is seen when it runs.
  defp possible_integer?(term) do
    not (is_float(term) or is_atom(term) or is_list(term) or is_binary(term))
  end

  defp shown(first, last), do: Macro.to_string({:.., [], [first, last]})

  defp warn_guard(first, last, env) do
    range = shown(first, last)

    warn(
      range <>
        " inside guards requires an explicit step, please write " <>
        range <> "//1 or " <> range <> "//-1 instead",
      env
    )
  end

  # At boot there is no IO yet; nothing that boots is warned about.
  defp warn(message, env), do: IO.warn(message, env)

  @doc "The expansion of `left in right`."
  def expand(left, right, env) do
    case {right, env.context} do
      {{:.., _, [first, last]}, :guard} ->
        first = integer_literal(:prim_code.expand(first, env))
        last = integer_literal(:prim_code.expand(last, env))
        if not (is_integer(first) and is_integer(last)), do: warn_guard(first, last, env)
        between(left, first, last, nil)

      {{:.., _, [first, last]}, nil} ->
        with_range(left, first, last, nil, right, env)

      {{:..//, _, [first, last, step]}, nil} ->
        with_range(left, first, last, step, right, env)

      {_, _} ->
        in_expanded(left, :prim_code.expand(right, env), right, env)
    end
  end

  defp with_range(left, first, last, step, right, env) do
    first = integer_literal(:prim_code.expand(first, env))
    last = integer_literal(:prim_code.expand(last, env))
    step = integer_literal(:prim_code.expand(step, env))

    if is_integer(first) and is_integer(last) and (is_integer(step) or step == nil) and step != 0 do
      once(left, env, fn left -> between(left, first, last, step) end)
    else
      enumerated(left, right)
    end
  end

  defp in_expanded(left, [], _, %{context: :guard}) do
    quote(do: :erlang.andalso(:erlang."=:="(unquote(left), unquote(left)), false))
  end

  defp in_expanded(left, [], _, _) do
    quote do
      _ = unquote(left)
      false
    end
  end

  defp in_expanded(left, list, right, env) when is_list(list) do
    case {elements(list, env, []), env.context} do
      {:improper, nil} ->
        enumerated(left, right)

      {:improper, _} ->
        refuse(right)

      {elements, nil} ->
        quote(do: :lists.member(unquote(left), unquote(elements)))

      {elements, _} ->
        any_of(left, elements)
    end
  end

  defp in_expanded(
         left,
         {:%{}, _, [__struct__: Range, first: first, last: last, step: step]},
         right,
         env
       ) do
    with_steps(left, first, last, step, right, env)
  end

  defp in_expanded(left, _, right, %{context: nil}), do: enumerated(left, right)
  defp in_expanded(_, _, right, _), do: refuse(right)

  # A range that a macro or an attribute expanded to.
  defp with_steps(left, first, last, step, right, env) do
    case env.context do
      :guard -> between(left, first, last, step)
      _ -> with_range(left, first, last, step, right, env)
    end
  end

  defp enumerated(left, right) do
    quote(do: Enum.member?(unquote(right), unquote(left)))
  end

  defp refuse(right) do
    raise ArgumentError,
          "invalid right argument for operator \"in\", it expects a compile-time proper list " <>
            "or compile-time range on the right side when used in guard expressions, got: " <>
            Macro.to_string(right)
  end

  defp elements([{:|, _, [element, tail]}], env, acc) do
    case :prim_code.expand(tail, env) do
      tail when is_list(tail) -> elements(tail, env, [element | acc])
      _ -> :improper
    end
  end

  defp elements([element | rest], env, acc), do: elements(rest, env, [element | acc])
  defp elements([], _, acc), do: :lists.reverse(acc)

  defp simple?({name, _, context}) when is_atom(name) and is_atom(context), do: true
  defp simple?(element), do: is_atom(element) or is_number(element) or is_binary(element)

  defp once(left, env, check) do
    if simple?(left) or env.context != nil do
      check.(left)
    else
      quote generated: true do
        case unquote(left) do
          value -> unquote(check.(quote(do: value)))
        end
      end
    end
  end

  defp any_of(left, [element]) do
    quote(do: :erlang."=:="(unquote(left), unquote(element)))
  end

  defp any_of(left, [element | rest]) do
    quote do
      :erlang.orelse(
        :erlang."=:="(unquote(left), unquote(element)),
        unquote(any_of(left, rest))
      )
    end
  end

  defp between(left, first, last, nil) when is_integer(first) and is_integer(last) do
    if first <= last, do: ascending(left, first, last), else: ascending(left, last, first)
  end

  defp between(left, first, last, nil) do
    quote generated: true do
      :erlang.andalso(
        unquote(integers([left, first, last])),
        :erlang.orelse(
          :erlang.andalso(
            :erlang."=<"(unquote(first), unquote(last)),
            unquote(inside(left, first, last))
          ),
          :erlang.andalso(
            :erlang.>(unquote(first), unquote(last)),
            unquote(inside(left, last, first))
          )
        )
      )
    end
  end

  defp between(left, first, last, 1), do: ascending(left, first, last)
  defp between(left, first, last, -1), do: ascending(left, last, first)

  defp between(left, first, last, step) when is_integer(step) do
    {low, high} = if step > 0, do: {first, last}, else: {last, first}

    quote generated: true do
      :erlang.andalso(
        unquote(ascending(left, low, high)),
        :erlang."=:="(:erlang.rem(:erlang.-(unquote(left), unquote(first)), unquote(step)), 0)
      )
    end
  end

  defp between(left, first, last, step) do
    quote generated: true do
      :erlang.andalso(
        unquote(integers([left, first, last, step])),
        :erlang.andalso(
          :erlang.orelse(
            :erlang.andalso(:erlang.>(unquote(step), 0), unquote(inside(left, first, last))),
            :erlang.andalso(:erlang.<(unquote(step), 0), unquote(inside(left, last, first)))
          ),
          :erlang."=:="(:erlang.rem(:erlang.-(unquote(left), unquote(first)), unquote(step)), 0)
        )
      )
    end
  end

  defp ascending(left, low, high) do
    quote generated: true do
      :erlang.andalso(unquote(integers([left, low, high])), unquote(inside(left, low, high)))
    end
  end

  defp inside(left, low, high) do
    quote do
      :erlang.andalso(
        :erlang.>=(unquote(left), unquote(low)),
        :erlang."=<"(unquote(left), unquote(high))
      )
    end
  end

  defp integers([term | rest]) do
    check = quote(do: :erlang.is_integer(unquote(term)))

    case for(other <- rest, not is_integer(other), do: other) do
      [] ->
        check

      others ->
        quote(generated: true, do: :erlang.andalso(unquote(check), unquote(integers(others))))
    end
  end
end
