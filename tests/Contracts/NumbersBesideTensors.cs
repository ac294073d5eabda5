using System.Reflection;
using System.Reflection.Emit;

namespace Cicerone.Contracts;

/// <summary>
/// Finds where an assembly writes a number beside a tensor, so that TorchSharp makes an object of it that nobody keeps: a call of what
/// makes one, or of a method of TorchSharp that makes one within. What a class keeps from its start on is fine.
/// </summary>
public static class NumbersBesideTensors
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Operations = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(operation => operation.Value);

    /// <summary>Each place as “method calls method”.</summary>
    /// <param name="assembly">The code to look through.</param>
    /// <param name="number">TorchSharp's <c>Scalar</c>.</param>
    public static IReadOnlyList<string> In(Assembly assembly, Type number)
    {
        HashSet<MethodBase> making = Making(number);
        return
        [
            .. from method in Methods(assembly)
               where method.Name != ".cctor"
               from called in Calls(method)
               where making.Contains(called)
               select $"{method.DeclaringType}.{method.Name} calls {called.DeclaringType}.{called}",
        ];
    }

    private static HashSet<MethodBase> Making(Type number)
    {
        ILookup<MethodBase, MethodBase> callers = Methods(number.Assembly)
            .SelectMany(method => Calls(method).Select(called => (method, called)))
            .ToLookup(call => call.called, call => call.method);
        HashSet<MethodBase> making = [];
        Stack<MethodBase> left = new(Methods(number.Assembly).Where(method => method is MethodInfo made && made.ReturnType == number));
        while (left.TryPop(out MethodBase? method))
        {
            if (!making.Add(method)) continue;
            foreach (MethodBase caller in callers[method]) left.Push(caller);
        }
        return making;
    }

    private static IEnumerable<MethodBase> Methods(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)));

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        Type[] ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xfe) value = (short)(0xfe00 | code[at++]); // operations of two bytes
            OperandType operand = Operations[value].OperandType;
            if (operand == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), ofType, ofMethod) is { } called)
                yield return called is MethodInfo { IsGenericMethod: true } made ? made.GetGenericMethodDefinition() : called;
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }
}
