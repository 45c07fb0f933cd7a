using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OzFunctions.Core.Runs;

/// <summary>Parses the progress that a run stored as its cursor. One that cannot be read must end its run, and must not stop a schedule.</summary>
internal static class StoredProgress
{
    /// <summary>Parses a progress.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; null for none.</param>
    /// <param name="type">The type's metadata.</param>
    /// <returns>The progress.</returns>
    /// <exception cref="InvalidContinuationException">There is none, or it cannot be read.</exception>
    public static T Read<T>(string? text, JsonTypeInfo<T> type)
        where T : class => TryRead(text, type) ?? throw new InvalidContinuationException("The stored progress of the run cannot be read.");

    /// <summary>Parses a progress.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The text; null for none.</param>
    /// <param name="type">The type's metadata.</param>
    /// <returns>The progress; null when there is none, or it cannot be read.</returns>
    public static T? TryRead<T>(string? text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
