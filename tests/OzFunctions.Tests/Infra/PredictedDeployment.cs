using System.Text.Json;
using System.Text.RegularExpressions;

namespace OzFunctions.Tests.Infra;

/// <summary>A deployment as predicted. Values that only Azure knows, such as addresses, remain expressions.</summary>
internal sealed partial class PredictedDeployment(JsonElement deployment)
{
    /// <summary>The complete text.</summary>
    public string Text => deployment.GetRawText();

    /// <summary>The app's settings.</summary>
    public IReadOnlyDictionary<string, string> AppSettings { get; } = Of(deployment, "Microsoft.Web/sites/config")
        .Single().At("properties").EnumerateObject().ToDictionary(static setting => setting.Name, static setting => setting.Value.GetString()!);

    public IReadOnlyList<JsonElement> All(string type) => [.. Of(deployment, type)];

    public JsonElement Single(string type) => Assert.Single(All(type));

    public JsonElement Properties(string type) => Single(type).At("properties");

    /// <summary>Returns the last segments of the names of resources.</summary>
    public HashSet<string> Names(string type) => [.. All(type).Select(static resource => resource.At("name").GetString()!.Split('/')[^1])];

    /// <summary>Returns the name of the secret that an app setting refers to, or null if it does not refer to one.</summary>
    public static string? Secret(string setting) => KeyVaultReference().Match(setting) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Returns the type of the resource to which a role assignment is limited.</summary>
    public static string Scope(JsonElement assignment) => Extended().Match(assignment.At("id").GetString()!).Groups["type"].Value;

    private static IEnumerable<JsonElement> Of(JsonElement deployment, string type) => deployment.At("predictedResources").EnumerateArray()
        .Where(resource => resource.At("type").GetString() == type);

    [GeneratedRegex(@"^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}secrets/\{1\}\)', reference\(.*'vault-.*outputs\.uri\.value, '(?<name>[\w-]+)'\)\]$")]
    private static partial Regex KeyVaultReference();

    [GeneratedRegex(@"extensionResourceId\(if\(startsWith\(resourceId\('[^']+', '[^']+', '(?<type>[^']+)'")]
    private static partial Regex Extended();
}
