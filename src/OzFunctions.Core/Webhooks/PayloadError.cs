namespace OzFunctions.Core.Webhooks;

/// <summary>What is wrong with a body that was posted as a webhook.</summary>
public enum PayloadError
{
    /// <summary>It is not JSON, or nested deeper than <see cref="OzPayloadReader.MaxDepth"/>.</summary>
    NotJson,

    /// <summary>It is JSON, but not what Oz sends about a folder.</summary>
    NotOzPayload,
}
