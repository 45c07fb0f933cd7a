using System.Text.Json.Nodes;

namespace OzFunctions.Tests.FunctionsApp;

/// <summary>The values in <c>local.settings.sample.json</c>.</summary>
internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FunctionsApp", "local.settings.sample.json")))!["Values"]!.AsObject()
            .ToDictionary(static setting => setting.Key, static setting => (string)setting.Value!);
}
