using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>The response to a point read.</summary>
internal sealed class FakeNullableResponse<T>(T? entity, DateTimeOffset? date) : NullableResponse<T>
    where T : class, ITableEntity
{
    public override bool HasValue => entity is not null;

    public override T Value => entity ?? throw new InvalidOperationException("There is no such row.");

    public override Response GetRawResponse() => new FakeResponse(HasValue ? 200 : 404, date: date);
}
