namespace OzFunctions.Core.Webhooks;

/// <summary>The kind of error in the body of a webhook.</summary>
public enum PayloadError
{
    /// <summary>The body is not JSON, or nested deeper than <see cref="OzPayloadReader.MaxDepth"/>.</summary>
    NotJson,

    /// <summary>The body is JSON, but not Oz's data about a folder.</summary>
    NotOzPayload,
}
