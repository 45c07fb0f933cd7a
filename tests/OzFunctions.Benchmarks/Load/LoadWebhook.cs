namespace OzFunctions.Benchmarks.Load;

/// <summary>A webhook of the plan.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="Version">The folder's version after it; 0 when it tells nothing new. What the <see cref="Ceiling"/> does not work out itself.</param>
/// <param name="IsTold">Whether the change is told and listed, likewise.</param>
/// <param name="Body">The body.</param>
internal sealed record LoadWebhook(string FolderId, int Version, bool IsTold, byte[] Body);
