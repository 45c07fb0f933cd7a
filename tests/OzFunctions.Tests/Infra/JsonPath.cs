using System.Text.Json;

namespace OzFunctions.Tests.Infra;

/// <summary>Reads values from documents by path.</summary>
internal static class JsonPath
{
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = element.GetProperty(name);
        }

        return element;
    }
}
