using System.Text.Json;
using System.Text.RegularExpressions;

namespace OzFunctions.Tests.Infra;

/// <summary>A compiled template and the templates that it deploys.</summary>
internal sealed partial class ArmTemplate(string path, JsonElement template)
{
    /// <summary>The path to the template: the names of the modules that lead to it.</summary>
    public string Path => path;

    /// <summary>The types of the parameters by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; } =
        Members(template, "parameters").ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value.At("type").GetString()!);

    /// <summary>The expressions of the outputs by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; } =
        Members(template, "outputs").ToDictionary(static output => output.Name, static output => output.Value.At("value").GetRawText());

    /// <summary>The resources that the template itself deploys.</summary>
    public IEnumerable<JsonElement> Resources => AllResources.Where(static resource => !IsModule(resource));

    /// <summary>The templates that it deploys, each with the arguments for its parameters.</summary>
    public IEnumerable<(ArmTemplate Template, IReadOnlyDictionary<string, string> Arguments)> Modules => AllResources.Where(IsModule).Select(module =>
    {
        var name = ModuleName().Match(module.At("name").GetString()!).Value;
        IReadOnlyDictionary<string, string> arguments = Members(module.At("properties"), "parameters")
            .ToDictionary(static argument => argument.Name, static argument => argument.Value.GetRawText());
        return (new ArmTemplate($"{path}/{name}", module.At("properties", "template")), arguments);
    });

    private IEnumerable<JsonElement> AllResources => template.At("resources") is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray()
        : template.At("resources").EnumerateObject().Select(static resource => resource.Value);

    private IEnumerable<(string Name, string Text)> Variables => Members(template, "variables").SelectMany(static variable => variable.NameEquals("copy")
        ? variable.Value.EnumerateArray().Select(static loop => (loop.At("name").GetString()!, loop.GetRawText()))
        : [(variable.Name, variable.Value.GetRawText())]);

    /// <summary>Returns this template and all that it deploys, directly or indirectly.</summary>
    public IEnumerable<ArmTemplate> WithModules() => [this, .. Modules.SelectMany(static module => module.Template.WithModules())];

    public bool IsSecure(string parameter) =>
        Parameters.TryGetValue(parameter, out var type) && type.StartsWith("secure", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an expression contains a secure parameter, directly or through variables.</summary>
    public bool Reveals(string expression) => Reference().Matches(expression).Any(reference => (reference.Groups["kind"].Value, reference.Groups["name"].Value) switch
    {
        ("parameters", var name) => IsSecure(name),
        (_, var name) => Variables.Any(variable => variable.Name == name && Reveals(variable.Text)),
    });

    private static bool IsModule(JsonElement resource) => resource.At("type").GetString() == "Microsoft.Resources/deployments";

    private static JsonElement.ObjectEnumerator Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;

    [GeneratedRegex(@"(?<kind>parameters|variables)\('(?<name>\w+)'\)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<=format\(')\w+")]
    private static partial Regex ModuleName();
}
