# What `defdelegate` expands to.

defmodule Kernel.Delegation do
  @moduledoc false

  @doc "The expansion of `defdelegate funs, opts`."
  def expand(funs, opts, env) do
    Kernel.Definition.check_module_scope(env, :defdelegate, 2)
    Kernel.Definition.check_no_function_scope(env, :defdelegate, 2)
    # The target is only called at run time: naming it here makes no dependency.
    opts = expand_target(opts, env)

    quote bind_quoted: [funs: Macro.escape(funs, unquote: true), opts: opts] do
      target = Kernel.Delegation.target(opts, __MODULE__)

      for {name, as, args, as_args} <- Kernel.Delegation.functions(funs, opts, target, __ENV__) do
        @doc delegate_to: {target, as, :erlang.length(as_args)}
        def unquote(name)(unquote_splicing(args)) do
          unquote(target).unquote(as)(unquote_splicing(as_args))
        end
      end
    end
  end

  defp expand_target(opts, env) when is_list(opts) do
    for option <- opts do
      case option do
        {:to, target} -> {:to, Macro.expand(target, %{env | function: {:__info__, 1}})}
        other -> other
      end
    end
  end

  defp expand_target(opts, _), do: opts

  @doc "The module to delegate to."
  def target(opts, module) do
    target =
      case :lists.keyfind(:to, 1, opts) do
        {:to, target} -> target
        false -> raise ArgumentError, "expected to: to be given as argument"
      end

    if not is_atom(target) do
      raise ArgumentError, "expected to: to be an atom, got: " <> inspect(target)
    end

    for {:append_first, _} <- opts do
      IO.warn(
        "Kernel.defdelegate/2 :append_first option is deprecated",
        module: module,
        line: 0,
        file: "nofile"
      )
    end

    target
  end

  @doc "The functions to be defined: name, name in the target, arguments with and without defaults."
  def functions(funs, opts, target, env) when is_list(funs) do
    IO.warn(
      "passing a list to Kernel.defdelegate/2 is deprecated, please define each delegate separately",
      env
    )

    for fun <- funs, do: function(fun, opts, target, env)
  end

  def functions(fun, opts, target, env), do: [function(fun, opts, target, env)]

  defp function({:when, _, [_, _]} = call, _, _, _) do
    raise ArgumentError,
          "guards are not allowed in defdelegate/2, got: when " <>
            Macro.to_string(elem(call, 2) |> tl() |> hd())
  end

  defp function(fun, opts, target, env) do
    {name, args} =
      case Macro.decompose_call(fun) do
        {name, args} -> {name, args}
        _ -> raise ArgumentError, "invalid syntax in defdelegate #{Macro.to_string(fun)}"
      end

    as =
      case :lists.keyfind(:as, 1, opts) do
        {:as, as} -> as
        false -> name
      end

    if target == env.module and as == name do
      raise ArgumentError,
            "defdelegate function is calling itself, which will lead to an infinite loop. You should " <>
              "either change the value of the :to option or specify the :as option"
    end

    {name, as, args, for(arg <- args, do: variable(arg))}
  end

  defp variable({:\\, _, [arg, _]}), do: variable(arg)

  defp variable({name, _, context} = arg) when is_atom(name) and is_atom(context), do: arg

  defp variable(arg) do
    raise ArgumentError,
          "defdelegate/2 only accepts function parameters, got: " <> Macro.to_string(arg)
  end
end
