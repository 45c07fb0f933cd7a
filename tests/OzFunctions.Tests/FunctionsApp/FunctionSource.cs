using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OzFunctions.Core.Work;
using OzFunctions.Web;

namespace OzFunctions.Tests.FunctionsApp;

/// <summary>A function as declared in its source, which is parsed without the packages of the Functions worker.</summary>
internal sealed record FunctionSource(string Name, AttributeSyntax Trigger, MethodDeclarationSyntax Method)
{
    /// <summary>All functions of the app.</summary>
    public static IReadOnlyList<FunctionSource> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "FunctionsApp"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(static method => AttributeOf(method.AttributeLists, "Function") is not null)
            .Select(Read),
    ];

    /// <summary>The names of the constructor parameter types of all function classes.</summary>
    public static IReadOnlySet<string> Needs { get; } = All
        .SelectMany(static function => ((ClassDeclarationSyntax)function.Method.Parent!).ParameterList!.Parameters)
        .Select(static parameter => $"{parameter.Type}")
        .ToHashSet(StringComparer.Ordinal);

    public string Kind => $"{Trigger.Name}";

    public string Route => Text(Arguments.Single(static argument => argument.NameEquals is { Name.Identifier.Text: "Route" }).Expression);

    public string Level => ((MemberAccessExpressionSyntax)Arguments[0].Expression).Name.Identifier.Text;

    public IEnumerable<string> Methods => Arguments.Skip(1).Where(static argument => argument.NameEquals is null).Select(static argument => Text(argument.Expression).ToUpperInvariant());

    /// <summary>The source of the trigger: a schedule or a queue.</summary>
    public string Source => Text(Arguments[0].Expression);

    public bool RunsOnStartup => Arguments.Any(static argument => argument.NameEquals is { Name.Identifier.Text: "RunOnStartup" });

    public bool AsksForAdminKey => $"{HandlerCall.Expression}" == "handler.RunAdminAsync";

    /// <summary>The route against whose parameters a request is validated.</summary>
    public string CheckedRoute => Text(HandlerCall.ArgumentList.Arguments[1].Expression);

    public bool IsAsyncVoid => $"{Method.ReturnType}" == "void";

    private InvocationExpressionSyntax HandlerCall => Method.DescendantNodes().OfType<InvocationExpressionSyntax>().Single(static call => $"{call.Expression}".StartsWith("handler.", StringComparison.Ordinal));

    private SeparatedSyntaxListOf Arguments => new(Trigger);

    private static FunctionSource Read(MethodDeclarationSyntax method)
    {
        var function = AttributeOf(method.AttributeLists, "Function")!;
        var name = function.ArgumentList!.Arguments[0].Expression switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: [var named] } => $"{named.Expression}",
            var other => Text(other),
        };
        var trigger = method.ParameterList.Parameters.SelectMany(static parameter => parameter.AttributeLists).SelectMany(static list => list.Attributes)
            .Single(static attribute => $"{attribute.Name}".EndsWith("Trigger", StringComparison.Ordinal));
        return new FunctionSource(name, trigger, method);
    }

    private static AttributeSyntax? AttributeOf(IEnumerable<AttributeListSyntax> lists, string name) =>
        lists.SelectMany(static list => list.Attributes).SingleOrDefault(attribute => $"{attribute.Name}" == name);

    private static string Text(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: nameof(Routes) } } member => Constant(typeof(Routes), member),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: nameof(QueueNames) } } member => Constant(typeof(QueueNames), member),
        _ => throw new NotSupportedException($"{expression} is neither a literal nor a shared constant."),
    };

    private static string Constant(Type type, MemberAccessExpressionSyntax member) => (string)type.GetField(member.Name.Identifier.Text)!.GetRawConstantValue()!;

    /// <summary>The arguments of an attribute, empty if it has none.</summary>
    private sealed class SeparatedSyntaxListOf(AttributeSyntax attribute) : List<AttributeArgumentSyntax>(attribute.ArgumentList?.Arguments ?? []);
}
